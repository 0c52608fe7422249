/** The doorbell of the event streams. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

export const changesChannel = "okr_sync_changes";

/** Wakes all that listen for changes, in every process. */
export async function notifyChanges(db: Queryable, changeId: string): Promise<void> {
  await sql`select pg_notify(${changesChannel}, ${changeId})`.execute(db);
}
