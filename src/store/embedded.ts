/** The embedded database: PGlite in a thread behind a real pg.Pool, so that types, errors and parameters are pg's own. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import { Client, type ClientConfig, Pool } from "pg";
import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { openEmbeddedLink } from "./embedded-link.ts";
import { startMaintenance } from "./embedded-maintenance.ts";
import { lockFolder } from "./folder-lock.ts";
import { listen, type Subscription } from "./listen.ts";
import { endPool, guardPool } from "./pool.ts";
import type { Schema } from "./schema.ts";

export interface EmbeddedOptions {
  /** A folder, or `memory:`, which keeps nothing. */
  dataDir: string;
  log: Logger;
  maintenanceIntervalMs?: number;
  idleInTransactionMs?: number;
}

export interface EmbeddedDatabase extends Database {
  kind: "embedded";
  /** Ends the thread as a crash would; for tests. */
  crash(): Promise<void>;
}

/** 4,000 finished jobs leave 5.5 MB behind: a minute's worth at most stays. */
const defaultMaintenanceIntervalMs = 60_000;
const defaultIdleInTransactionMs = 30_000;
const closeGraceMs = 3_000;
/** Clients cost nothing here; they wait in the thread for the one session. */
const poolSize = 64;

/** Unqualified names are BullMQ's; ours are always written with their schema. */
const setup = "create schema if not exists bullmq; set search_path to bullmq, public; set timezone to 'UTC'";

/** Opens (and where need be creates) the database; throws DATABASE_LOCKED or DATABASE_UNAVAILABLE. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, log } = options;
  const inMemory = dataDir === "memory:";
  if (!inMemory) await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = inMemory ? null : await lockFolder(dataDir);
  const threadOptions = {
    folder: inMemory ? null : join(dataDir, "database"),
    idleInTransactionMs: options.idleInTransactionMs ?? defaultIdleInTransactionMs,
    setup,
  };
  const onDown = (error: Error): void => log.fatal({ err: error }, "the embedded database has stopped");
  const link = await openEmbeddedLink(threadOptions, onDown).catch(async (error: unknown) => {
    await lock?.release();
    throw error;
  });
  const config: ClientConfig = { stream: () => link.connect(), host: "embedded", user: "postgres", ssl: false };
  const pool = new Pool({ ...config, max: poolSize, idleTimeoutMillis: 0, keepAlive: true });
  guardPool(pool, log);
  const maintenance = startMaintenance(pool, options.maintenanceIntervalMs ?? defaultMaintenanceIntervalMs, log);
  const subscriptions = new Set<Subscription>();

  async function close(): Promise<void> {
    await maintenance.stop();
    await Promise.all([...subscriptions].map((subscription) => subscription.close()));
    await endPool(pool, closeGraceMs);
    await link.close();
    await lock?.release();
  }
  let closed: Promise<void> | null = null;

  return {
    kind: "embedded",
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    async listen(channel, onPayload) {
      const subscription = await listen(() => new Client(config), channel, onPayload, log);
      subscriptions.add(subscription);
      return subscription;
    },
    close: () => (closed ??= close()),
    crash: () => link.crash(),
  };
}
