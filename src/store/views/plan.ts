/** What tells whether the store has moved while a plan was computed. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";

/**
 * A text that changes with every new state of an issue, link, check-in, configuration, change of progress, and step of the
 * work that is pending. Index look-ups and short tables only.
 */
export async function findStoreMark(db: Queryable): Promise<string> {
  const { rows } = await sql<{ mark: unknown }>`
    select jsonb_build_array(
             (select max(id) from okr_sync.config_revisions),
             (select max(id) from okr_sync.progress_changes),
             (select max(id) from okr_sync.check_ins),
             (select jsonb_build_array(count(*), max(id), max(deleted_at)) from okr_sync.links),
             (select jsonb_build_array(saved_at, count(*)) from okr_sync.issue_revisions
               where saved_at = (select max(saved_at) from okr_sync.issue_revisions) group by saved_at),
             (select jsonb_build_array(count(*), max(requested_at), max(after)) from okr_sync.pending_rematches),
             (select jsonb_build_array(count(*), max(requested_at)) from okr_sync.pending_roll_ups)
           ) as mark
  `.execute(db);
  return JSON.stringify(rows[0]?.mark);
}

/** Whether issues are still to be matched, or key results to be rolled up. */
export async function hasPendingWork(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ pending: boolean }>`
    select exists (select from okr_sync.pending_rematches) or exists (select from okr_sync.pending_roll_ups) as pending
  `.execute(db);
  return rows[0]?.pending === true;
}
