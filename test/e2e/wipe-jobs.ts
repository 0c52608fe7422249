/** Throws away every job of the queue, as a lost Redis or a dropped schema would. */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Redis } from "ioredis";
import { Client } from "pg";
import type { Place } from "./places.ts";

/** The embedded database must not be in use. */
export async function wipeJobs({ env, dataDir }: Place): Promise<void> {
  if (env["REDIS_URL"] !== undefined) return await flushRedis(env["REDIS_URL"]);
  if (env["DATABASE_URL"] !== undefined) return await truncatePostgres(env["DATABASE_URL"]);
  const database = await PGlite.create({ dataDir: join(dataDir, "database") });
  try {
    await truncateAll(async (text) => (await database.query<{ name: string }>(text)).rows);
  } finally {
    await database.close();
  }
}

async function flushRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  // Our numbered database only; other tests use the same server.
  await redis.flushdb();
  redis.disconnect();
}

async function truncatePostgres(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await truncateAll(async (text) => (await client.query<{ name: string }>(text)).rows);
  } finally {
    await client.end();
  }
}

async function truncateAll(query: (text: string) => Promise<{ name: string }[]>): Promise<void> {
  const tables = await query(
    "select tablename as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
  );
  if (tables.length === 0) throw new Error("the queue keeps no tables in schema bullmq");
  await query(`truncate ${tables.map(({ name }) => `bullmq."${name}"`).join(", ")} cascade`);
}
