/** PGlite has neither autovacuum nor a checkpointer: both run here on a timer. */
import type { Pool } from "pg";
import type { Logger } from "pino";

export interface Maintenance {
  /** Stops the timer and waits for a round that is under way. */
  stop(): Promise<void>;
}

/** Vacuums every table of ours and of BullMQ's, one statement each so that other work comes between, and writes a checkpoint. */
export async function maintain(pool: Pool, isStopped: () => boolean = () => false): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('okr_sync', 'bullmq') and c.relkind = 'r'
     order by 1`);
  for (const { name } of rows) {
    if (isStopped()) return;
    await pool.query(`vacuum (analyze) ${name}`);
  }
  if (!isStopped()) await pool.query("checkpoint");
}

/** Runs `maintain` every `intervalMs`; rounds never overlap, and the timer does not keep the process alive. */
export function startMaintenance(pool: Pool, intervalMs: number, log: Logger): Maintenance {
  let stopped = false;
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= maintain(pool, () => stopped)
      .catch((error: unknown) => {
        if (!stopped) log.warn({ err: error }, "upkeep of the embedded database failed; it is tried again");
      })
      .finally(() => {
        round = null;
      });
  }, intervalMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}
