/** History from before anything was recorded: asked for by a source's first full reconcile, filled in once. */
import { sql } from "kysely";
import type { PastPoint } from "../domain/past.ts";
import type { Queryable } from "./database.ts";
import { type Subject, subjectKey } from "./progress.ts";
import type { Cause } from "./schema.ts";

/** Asks for the history of what a source feeds; once in a source's life. */
export async function requestHistory(db: Queryable, source: string, at: Date): Promise<void> {
  await sql`
    update okr_sync.source_states set history_wanted_at = ${at.toISOString()}::timestamptz
     where source = ${source} and history_rebuilt_at is null
  `.execute(db);
}

/** Sources whose history is wanted; none while issues still wait to be matched or key results to be rolled up. */
export async function listHistoryWanted(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select source from okr_sync.source_states
     where history_wanted_at is not null
       and not exists (select from okr_sync.pending_rematches) and not exists (select from okr_sync.pending_roll_ups)
       and not exists (select from okr_sync.pending_children)
     order by source
  `.execute(db);
  return rows.map(({ source }) => source);
}

export async function markHistoryRebuilt(db: Queryable, sources: readonly string[], at: Date): Promise<void> {
  await sql`
    update okr_sync.source_states set history_wanted_at = null, history_rebuilt_at = ${at.toISOString()}::timestamptz
     where source = any(${[...sources]}::text[])
  `.execute(db);
}

/** When each subject was first recorded as it happened, keyed `subject:id`. */
export async function findFirstChanges(db: Queryable): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<Subject & { at: Date }>`
    select subject, subject_id as id, min(at) as at from okr_sync.progress_changes
     where cause ->> 'kind' <> 'history' group by subject, subject_id
  `.execute(db);
  return new Map(rows.map(({ at, ...subject }) => [subjectKey(subject), at]));
}

export interface HistoryPoint extends Omit<PastPoint, "day"> {
  at: string;
  previousProgress: number | null;
  previousValue: number | null;
}

/** Puts these points in the place of whatever was rebuilt of the subjects before. They count as published: they are no news. */
export async function replaceHistory(
  db: Queryable,
  subjects: readonly Subject[],
  points: readonly HistoryPoint[],
  revision: number,
  at: Date,
): Promise<void> {
  const cause: Cause = { kind: "history", id: null };
  await sql`
    delete from okr_sync.progress_changes change
     using jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as gone (subject text, id text)
     where change.subject = gone.subject and change.subject_id = gone.id and change.cause ->> 'kind' = 'history'
  `.execute(db);
  await sql`
    insert into okr_sync.progress_changes (subject, subject_id, at, value, progress, raw_progress, previous_progress,
           previous_value, in_scope, credited, revision, cause, published_at)
    select subject, id, at, value, progress, "rawProgress", "previousProgress", "previousValue", "inScope", credited,
           ${revision}::int, ${JSON.stringify(cause)}::jsonb, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as past (subject text, id text, at timestamptz, value float8,
           progress float8, "rawProgress" float8, "previousProgress" float8, "previousValue" float8, "inScope" float8,
           credited float8)
     order by at, subject, id
  `.execute(db);
}
