/** The doorbells between processes. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

export const changesChannel = "okr_sync_changes";
export const configChannel = "okr_sync_config";

/** Wakes all that listen for changes, in every process. */
export async function notifyChanges(db: Queryable, changeId: string): Promise<void> {
  await sql`select pg_notify(${changesChannel}, ${changeId})`.execute(db);
}

/** Wakes every process for a configuration that has come into force. */
export async function notifyConfig(db: Queryable, revision: number): Promise<void> {
  await sql`select pg_notify(${configChannel}, ${String(revision)})`.execute(db);
}
