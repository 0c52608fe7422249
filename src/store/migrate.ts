/** Applies the numbered `.sql` files of `migrations/`: forward only, in one transaction, one process at a time. */
import { readdir, readFile } from "node:fs/promises";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Logger } from "pino";
import { codedError } from "../errors.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

const defaultFolder = new URL("./migrations/", import.meta.url);

/** Names of the migrations that this call applied, in order; several processes may call it at once. */
export async function migrate(database: Database, log: Logger, folder: URL = defaultFolder): Promise<string[]> {
  const { error, results = [] } = await database.db.connection().execute(async (connection) => {
    // Waiting for another process's migrations, and long ones of our own, may take longer than any query should.
    await sql`select set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)`.execute(
      connection,
    );
    try {
      return await createMigrator(connection, folder).migrateToLatest();
    } finally {
      await sql`reset statement_timeout`.execute(connection);
      await sql`reset lock_timeout`.execute(connection);
    }
  });
  const failed = results.find((result) => result.status === "Error");
  if (error) {
    const name = failed ? `Migration ${failed.migrationName}` : "The migration of the database";
    throw codedError("INTERNAL", `${name} failed: ${error instanceof Error ? error.message : "unknown"}`, error);
  }
  const applied = results.filter((result) => result.status === "Success").map((result) => result.migrationName);
  if (applied.length > 0) log.info({ applied }, "migrated the database");
  return applied;
}

function createMigrator(db: Kysely<Schema>, folder: URL): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: () => readMigrations(folder) },
    migrationTableSchema: "okr_sync",
    migrationTableName: "migrations",
    migrationLockTableName: "migrations_lock",
  });
}

async function readMigrations(folder: URL): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const text = await readFile(new URL(name, folder), "utf8");
    migrations[name.slice(0, -".sql".length)] = {
      async up(db) {
        await sql.raw(text).execute(db);
      },
    };
  }
  return migrations;
}
