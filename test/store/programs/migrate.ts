/** Migrates the PostgreSQL at the address given and prints the names it applied. */
import { pino } from "pino";
import { migrate } from "../../../src/store/migrate.ts";
import { openPostgres } from "../../../src/store/postgres.ts";

const [url = ""] = process.argv.slice(2);
const log = pino({ level: "silent" });
const database = await openPostgres({ url, log });
process.stdout.write(JSON.stringify(await migrate(database, log)));
await database.close();
