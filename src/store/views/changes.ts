/** The history of progress. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";
import type { Cause } from "../schema.ts";

export interface ChangeView {
  id: string;
  subject: "key_result" | "objective";
  subjectId: string;
  at: Date;
  value: number | null;
  progress: number | null;
  rawProgress: number | null;
  previousProgress: number | null;
  previousValue: number | null;
  inScope: number | null;
  credited: number | null;
  revision: number;
  cause: Cause;
}

const columns = sql.raw(
  `id, subject, subject_id as "subjectId", at, value, progress, raw_progress as "rawProgress", ` +
    `previous_progress as "previousProgress", previous_value as "previousValue", in_scope as "inScope", credited, revision, cause`,
);

/** Changes of every subject after an id, in the order in which they were recorded. */
export async function listChangesAfter(db: Queryable, id: string, limit: number): Promise<ChangeView[]> {
  const { rows } = await sql<ChangeView>`
    select ${columns} from okr_sync.progress_changes where id > ${id}::bigint order by id limit ${limit}
  `.execute(db);
  return rows;
}

/** Id of the newest change; `0` where there is none. */
export async function findNewestChangeId(db: Queryable): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`
    select id from okr_sync.progress_changes order by id desc limit 1
  `.execute(db);
  return rows[0]?.id ?? "0";
}

/** A key result's changes from one instant to another, both included, oldest first; the newest `limit` of them. */
export async function listHistory(
  db: Queryable,
  keyResultId: string,
  range: { from: string | null; to: string | null; limit: number },
): Promise<ChangeView[]> {
  const { rows } = await sql<ChangeView>`
    select ${columns} from okr_sync.progress_changes
     where subject = 'key_result' and subject_id = ${keyResultId}
       and at >= coalesce(${range.from}::timestamptz, '-infinity') and at <= coalesce(${range.to}::timestamptz, 'infinity')
     order by at desc, id desc limit ${range.limit}
  `.execute(db);
  return rows.reverse();
}
