/** Which database: PostgreSQL where an address is given, else the embedded one in a folder. */
import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { openPostgres } from "./postgres.ts";

export interface DatabaseOptions {
  databaseUrl?: string | undefined;
  /** Folder of the embedded database, or `memory:`. */
  dataDir: string;
  log: Logger;
  /** Aborted: nobody waits for a server that is not up yet any more. */
  signal?: AbortSignal;
}

/** Opens the database; throws DATABASE_LOCKED or DATABASE_UNAVAILABLE. */
export function openDatabase({ databaseUrl, dataDir, ...rest }: DatabaseOptions): Promise<Database> {
  return databaseUrl ? openPostgres({ url: databaseUrl, ...rest }) : openEmbedded({ dataDir, log: rest.log });
}
