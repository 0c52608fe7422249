/** A real PostgreSQL behind a pg.Pool with every time limit set. */
import { Kysely, PostgresDialect } from "kysely";
import { Client, type ClientConfig, Pool } from "pg";
import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { listen, type Subscription } from "./listen.ts";
import { endPool, guardPool } from "./pool.ts";
import type { Schema } from "./schema.ts";
import { awaitPostgres } from "./await-postgres.ts";

export interface PostgresOptions {
  url: string;
  log: Logger;
  /** BullMQ's workers keep one connection each for LISTEN. */
  poolSize?: number;
  /** How long to wait for the server at start. */
  waitMs?: number;
  /** Aborted: no longer. */
  signal?: AbortSignal;
}

const defaultPoolSize = 20;
const defaultWaitMs = 30_000;
const closeGraceMs = 3_000;

const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  /** A little more than the server's own: it ends what a half-open connection never answers. */
  query_timeout: 35_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  application_name: "okr-sync",
} satisfies ClientConfig;

/**
 * Unqualified names are BullMQ's; ours are always written with their schema. Text of times and numbers as pg parses it. JIT
 * takes half a second for statements that run for milliseconds, as the planner takes recursions for a hundred times their size.
 */
const sessionOptions = "-c search_path=bullmq,public -c timezone=UTC -c datestyle=ISO -c jit=off";

/** Opens a pool on the server, waiting for it; throws DATABASE_UNAVAILABLE. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { log } = options;
  const config: ClientConfig = {
    ...limits,
    connectionString: withSessionOptions(options.url),
    options: sessionOptions,
  };
  const pool = new Pool({ ...config, max: options.poolSize ?? defaultPoolSize });
  guardPool(pool, log);
  await awaitPostgres(pool, options.waitMs ?? defaultWaitMs, log, options.signal).catch(async (error: unknown) => {
    await endPool(pool, closeGraceMs);
    throw error;
  });
  const subscriptions = new Set<Subscription>();

  async function close(): Promise<void> {
    await Promise.all([...subscriptions].map((subscription) => subscription.close()));
    await endPool(pool, closeGraceMs);
  }
  let closed: Promise<void> | null = null;

  return {
    kind: "postgres",
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    async listen(channel, onPayload) {
      const subscription = await listen(() => new Client(config), channel, onPayload, log);
      subscriptions.add(subscription);
      return subscription;
    },
    close: () => (closed ??= close()),
  };
}

/** pg lets options in the address win over ours, and BullMQ finds its tables by the search path: so ours go in there too. */
function withSessionOptions(url: string): string {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  const own = address.searchParams.get("options");
  if (own === null) return url;
  address.searchParams.set("options", `${own} ${sessionOptions}`);
  return address.href;
}
