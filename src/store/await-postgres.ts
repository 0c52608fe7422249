/** Waits for a PostgreSQL that is still starting. A BullMQ queue made while it is down would stay broken for ever. */
import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { codedError } from "../errors.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** SQLSTATEs that waiting cannot mend: wrong credentials, no such database. */
const hopeless = new Set(["28P01", "28000", "3D000"]);

/** Resolves when the server answers; throws DATABASE_UNAVAILABLE after pauses of `waitMs` in all, or at once when it is hopeless. */
export async function awaitPostgres(pool: Pool, waitMs: number, log: Logger, signal?: AbortSignal): Promise<void> {
  let waitedMs = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await pool.query("select 1");
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (signal?.aborted === true || waitedMs >= waitMs || (code !== undefined && hopeless.has(code))) {
        throw codedError(
          "DATABASE_UNAVAILABLE",
          `PostgreSQL (DATABASE_URL) cannot be used: ${messageOf(error)}`,
          error,
        );
      }
      log.warn({ err: error, waitedMs }, "waiting for PostgreSQL");
      // An abort ends the pause; the next try is the last then.
      await pause(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      waitedMs += pauseMs;
    }
  }
}

/** A refused connection to a name with several addresses is an AggregateError without a message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
