import { Command } from "commander";
import { migrate } from "../store/migrate.ts";
import { openDatabase } from "../store/open-database.ts";
import { type Cli, printLine } from "./cli.ts";
import { createLogger } from "./logger.ts";

/** `migrate`: brings the database's schema up to date, and nothing else. */
export function migrateVerb(cli: Cli): Command {
  return new Command("migrate")
    .description("apply database migrations (start does so too, unless --no-migrate)")
    .action(() => cli.run(() => applyMigrations(cli)));
}

async function applyMigrations(cli: Cli): Promise<0> {
  const env = cli.env();
  const log = createLogger("error", 2);
  const database = await openDatabase({ databaseUrl: env.databaseUrl ?? undefined, dataDir: env.dataDir, log });
  try {
    await migrate(database, log);
  } finally {
    await database.close();
  }
  printLine(cli, "The database is up to date.");
  return 0;
}
