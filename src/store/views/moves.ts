/** How far key results have moved since an instant, and by which steps most. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";
import type { Cause } from "../schema.ts";

export interface MoveView {
  keyResultId: string;
  /** Progress before the first step and after the last one. */
  from: number | null;
  to: number | null;
  firstAt: Date;
  lastAt: Date;
  /** What caused the largest single step up, and down; of equal ones the earliest. */
  rise: Cause;
  fall: Cause;
}

/** Of key results whose progress was recorded after `since`; of these ids, or of all. What has no data counts as 0. */
export async function listMoves(db: Queryable, since: Date, ids: readonly string[] | null): Promise<MoveView[]> {
  const only = ids === null ? sql`true` : sql`subject_id = any(${[...ids]}::text[])`;
  const { rows } = await sql<MoveView>`
    with step as (
      select subject_id, at, id, progress, previous_progress, cause,
             coalesce(progress, 0) - coalesce(previous_progress, 0) as size
        from okr_sync.progress_changes
       where subject = 'key_result' and at > ${since.toISOString()}::timestamptz and ${only}
    )
    select subject_id as "keyResultId",
           (array_agg(previous_progress order by at, id))[1] as "from",
           (array_agg(progress order by at desc, id desc))[1] as "to",
           min(at) as "firstAt", max(at) as "lastAt",
           (array_agg(cause order by size desc, at, id))[1] as rise,
           (array_agg(cause order by size, at, id))[1] as fall
      from step group by subject_id
  `.execute(db);
  return rows;
}

/** Key results whose progress was recorded after a change of this id. */
export async function listMovedSince(db: Queryable, change: bigint): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from okr_sync.progress_changes
     where id > ${String(change)}::bigint and subject = 'key_result'
  `.execute(db);
  return rows.map(({ id }) => id);
}
