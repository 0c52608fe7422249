/** Asks whether the database answers. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

/** Resolves when it does. */
export async function pingDatabase(db: Queryable): Promise<void> {
  await sql`select 1`.execute(db);
}
