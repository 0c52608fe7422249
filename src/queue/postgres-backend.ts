/** BullMQ on PostgreSQL: its tables live in schema `bullmq` of our database, embedded or not. */
import {
  assertSchemaCompatibility,
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  SchemaMigrationRequiredError,
  Worker,
} from "bullmq";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { codedError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { createWorkerPool } from "./worker-pool.ts";
import { workerSettings } from "./worker-settings.ts";

/** SQLSTATEs of a table, function or schema that is gone. */
const goneStates = new Set(["42P01", "42883", "3F000", "42704"]);

/** Makes BullMQ's tables where they are not there yet; throws QUEUE_UNAVAILABLE. */
export async function openPostgresBackend(pool: Pool, log: Logger): Promise<Backend> {
  await prepareTables(pool).catch((error: unknown) => {
    throw codedError("QUEUE_UNAVAILABLE", "The queue's tables could not be prepared in the database.", error);
  });
  const connection = pool as unknown as PostgresConnectionOptions;
  const workerConnection = createWorkerPool(pool, repair, log) as unknown as PostgresConnectionOptions;

  async function repair(error: unknown): Promise<boolean> {
    const { code } = error as { code?: string };
    if (code === undefined || !goneStates.has(code)) return false;
    log.error({ err: error }, "the queue's tables are gone; making them again");
    await prepareTables(pool);
    return true;
  }

  return {
    createQueue(name) {
      const queue = new Queue(name, { connection }, createPostgresBackend);
      queue.on("error", (error) => log.warn({ err: error, queue: name }, "the queue had an error"));
      return queue;
    },
    createWorker(name, handle, { concurrency }) {
      const options = { connection: workerConnection, concurrency, ...workerSettings };
      return new Worker(name, handle, options, createPostgresBackend);
    },
    async ping() {
      await pool.query("select 1");
    },
    repair,
    disconnect() {},
  };
}

async function prepareTables(pool: Pool): Promise<void> {
  const client = await pool.connect();
  // Processes that start together wait here for the first of them, on a busy machine for longer than any query should.
  await client.query("set statement_timeout = 0; set lock_timeout = 0");
  try {
    if ((await findVersion(client)) < LATEST_SCHEMA_VERSION) await runMigrations(client);
  } finally {
    await client.query("reset statement_timeout; reset lock_timeout").catch(() => {});
    client.release();
  }
}

async function findVersion(client: Parameters<typeof assertSchemaCompatibility>[0]): Promise<number> {
  try {
    return await assertSchemaCompatibility(client);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}
