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

/** A change with the names of the issue that caused it, where one did and it is known. */
export interface NamedChangeView extends ChangeView {
  issueKey: string | null;
  issueTitle: string | null;
  issueUrl: string | null;
}

/** A key result's changes from one instant to another, both included, oldest first; the newest `limit` of them. */
export async function listHistory(
  db: Queryable,
  keyResultId: string,
  range: { from: string | null; to: string | null; limit: number },
): Promise<NamedChangeView[]> {
  const { rows } = await sql<NamedChangeView>`
    select change.*, issue.key as "issueKey", issue.title as "issueTitle", issue.url as "issueUrl"
      from (select ${columns} from okr_sync.progress_changes
             where subject = 'key_result' and subject_id = ${keyResultId}
               and at >= coalesce(${range.from}::timestamptz, '-infinity')
               and at <= coalesce(${range.to}::timestamptz, 'infinity')
             order by at desc, id desc limit ${range.limit}) as change
      left join okr_sync.issues issue on issue.ref = change.cause ->> 'issue'
     order by change.at, change.id
  `.execute(db);
  return rows;
}

/** When each subject had last changed by an instant, by id. */
export async function listLastChanges(db: Queryable, at: Date): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select subject_id as id, max(at) as at from okr_sync.progress_changes
     where at <= ${at.toISOString()}::timestamptz group by subject, subject_id
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row.at]));
}
