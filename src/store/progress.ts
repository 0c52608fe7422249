/** Progress of key results and objectives, and the history of its changes. */
import { sql } from "kysely";
import type { KeyResultProgress } from "../domain/progress.ts";
import type { Queryable } from "./database.ts";
import type { Cause } from "./schema.ts";

export interface Subject {
  subject: "key_result" | "objective";
  id: string;
}

export interface Recorded extends Subject, Omit<KeyResultProgress, "counts" | "inScope" | "credited"> {
  counts: KeyResultProgress["counts"] | null;
  inScope: number | null;
  credited: number | null;
}

interface ProgressRow {
  subject: Subject["subject"];
  id: string;
  value: number | null;
  progress: number | null;
  raw_progress: number | null;
  counts: KeyResultProgress["counts"] | null;
  in_scope: number | null;
  credited: number | null;
}

/** The recorded progress of these, those that have one, keyed `subject:id`. */
export async function findProgress(db: Queryable, subjects: readonly Subject[]): Promise<Map<string, Recorded>> {
  const { rows } = await sql<ProgressRow>`
    select progress.subject, progress.id, value, progress, raw_progress, counts, in_scope, credited
      from unnest(${subjects.map((s) => s.subject)}::text[], ${subjects.map((s) => s.id)}::text[]) as wanted (subject, id)
      join okr_sync.progress on progress.subject = wanted.subject and progress.id = wanted.id
  `.execute(db);
  return new Map(
    rows.map((row) => [
      subjectKey(row),
      {
        subject: row.subject,
        id: row.id,
        value: row.value,
        progress: row.progress,
        rawProgress: row.raw_progress,
        counts: row.counts,
        inScope: row.in_scope,
        credited: row.credited,
      },
    ]),
  );
}

export function subjectKey({ subject, id }: Subject): string {
  return `${subject}:${id}`;
}

/** Saves progress as it is now. */
export async function saveProgress(db: Queryable, rows: readonly Recorded[], revision: number, at: Date) {
  if (rows.length === 0) return;
  await sql`
    insert into okr_sync.progress (subject, id, value, progress, raw_progress, counts, in_scope, credited, revision, changed_at)
    select subject, id, value, progress, "rawProgress", counts, "inScope", credited, ${revision}::int, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as now (subject text, id text, value float8, progress float8,
           "rawProgress" float8, counts jsonb, "inScope" float8, credited float8)
    on conflict (subject, id) do update set value = excluded.value, progress = excluded.progress,
           raw_progress = excluded.raw_progress, counts = excluded.counts, in_scope = excluded.in_scope,
           credited = excluded.credited, revision = excluded.revision, changed_at = excluded.changed_at
  `.execute(db);
}

export interface Change {
  before: Recorded | null;
  after: Recorded;
  cause: Cause;
}

/** Appends changes to the history, which is also the outbox of the publishers; returns their ids in order. */
export async function recordChanges(
  db: Queryable,
  changes: readonly Change[],
  revision: number,
  at: Date,
): Promise<string[]> {
  if (changes.length === 0) return [];
  const rows = changes.map(({ before, after, cause }, position) => ({
    ...after,
    position,
    cause,
    previousProgress: before?.progress ?? null,
    previousValue: before?.value ?? null,
  }));
  const recorded = await sql<{ id: string }>`
    insert into okr_sync.progress_changes (subject, subject_id, at, value, progress, raw_progress, previous_progress,
           previous_value, in_scope, credited, revision, cause)
    select subject, id, ${at.toISOString()}::timestamptz, value, progress, "rawProgress", "previousProgress",
           "previousValue", "inScope", credited, ${revision}::int, cause
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change (position int, subject text, id text, value float8,
           progress float8, "rawProgress" float8, "previousProgress" float8, "previousValue" float8, "inScope" float8,
           credited float8, cause jsonb)
     order by position
    returning id
  `.execute(db);
  return recorded.rows.map((row) => row.id);
}

/** The latest check-in value of each of these key results that has one; ties go to the later entry. */
export async function findLatestValues(db: Queryable, keyResultIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ key_result_id: string; value: number }>`
    select distinct on (key_result_id) key_result_id, value from okr_sync.check_ins
     where key_result_id = any(${[...keyResultIds]}::text[]) and value is not null
     order by key_result_id, at desc, id desc
  `.execute(db);
  return new Map(rows.map((row) => [row.key_result_id, row.value]));
}

export interface PublishableChange {
  id: string;
  subject: Subject["subject"];
  subjectId: string;
}

/** Of these changes those that are not published yet. */
export async function findUnpublished(db: Queryable, ids: readonly string[]): Promise<PublishableChange[]> {
  const { rows } = await sql<PublishableChange>`
    select id, subject, subject_id as "subjectId" from okr_sync.progress_changes
     where id = any(${[...ids]}::bigint[]) and published_at is null order by id
  `.execute(db);
  return rows;
}

export async function markPublished(db: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    update okr_sync.progress_changes set published_at = ${at.toISOString()}::timestamptz
     where id = any(${[...ids]}::bigint[]) and published_at is null
  `.execute(db);
}
