/** What a period's review reads of the history. */
import { sql } from "kysely";
import type { CheckIn } from "../../domain/check-in.ts";
import type { Instant, IssueRef } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";
import { type Subject, subjectKey } from "../progress.ts";
import type { Cause } from "../schema.ts";

export interface PointView {
  at: Date;
  value: number | null;
  progress: number | null;
  inScope: number | null;
  credited: number | null;
}

/** How each of these subjects stood at each of these instants, keyed `subject:id`; null before its first change. */
export async function listPointsAt(
  db: Queryable,
  subjects: readonly Subject[],
  instants: readonly Instant[],
): Promise<ReadonlyMap<string, readonly (PointView | null)[]>> {
  const { rows } = await sql<PointView & Subject & { position: number }>`
    select wanted.subject, wanted.id, moment.position::int, point.*
      from unnest(${subjects.map(({ subject }) => subject)}::text[], ${subjects.map(({ id }) => id)}::text[]) as wanted (subject, id)
     cross join unnest(${[...instants]}::timestamptz[]) with ordinality as moment (instant, position)
     cross join lateral (
       select at, value, progress, in_scope as "inScope", credited from okr_sync.progress_changes change
        where change.subject = wanted.subject and change.subject_id = wanted.id and at <= moment.instant
        order by at desc, change.id desc limit 1) as point
  `.execute(db);
  const found = new Map<string, (PointView | null)[]>();
  for (const subject of subjects)
    found.set(
      subjectKey(subject),
      instants.map(() => null),
    );
  for (const { subject, id, position, ...point } of rows) found.get(subjectKey({ subject, id }))![position - 1] = point;
  return found;
}

/** The first change of each of these subjects after an instant and up to another, keyed `subject:id`; those without one are left out. */
export async function listFirstPoints(
  db: Queryable,
  subjects: readonly Subject[],
  { after, to }: { after: Instant; to: Instant },
): Promise<ReadonlyMap<string, PointView>> {
  const { rows } = await sql<PointView & Subject>`
    select wanted.subject, wanted.id, point.*
      from unnest(${subjects.map(({ subject }) => subject)}::text[], ${subjects.map(({ id }) => id)}::text[]) as wanted (subject, id)
     cross join lateral (
       select at, value, progress, in_scope as "inScope", credited from okr_sync.progress_changes change
        where change.subject = wanted.subject and change.subject_id = wanted.id
          and at > ${after}::timestamptz and at <= ${to}::timestamptz
        order by at, change.id limit 1) as point
  `.execute(db);
  return new Map(rows.map(({ subject, id, ...point }) => [subjectKey({ subject, id }), point]));
}

/** Since when each of these key results has been finished without a break up to an instant; those that are not are left out. */
export async function listFinishedAt(
  db: Queryable,
  keyResultIds: readonly string[],
  by: Instant,
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    with change as (
      select subject_id, at, coalesce(progress, 0) >= 1 as finished,
             row_number() over (partition by subject_id order by at, id) as position
        from okr_sync.progress_changes
       where subject = 'key_result' and subject_id = any(${[...keyResultIds]}::text[]) and at <= ${by}::timestamptz
    ), unfinished as (
      select subject_id, max(position) as position from change where not finished group by subject_id
    )
    select subject_id as id, min(change.at) as at
      from change left join unfinished using (subject_id)
     where change.finished and change.position > coalesce(unfinished.position, 0) group by subject_id
  `.execute(db);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

export interface StepView {
  keyResultId: string;
  at: Date;
  from: number | null;
  to: number | null;
  cause: Cause;
}

/** The largest single changes of progress of these key results between two instants; what was rebuilt is no step. */
export async function listLargestSteps(
  db: Queryable,
  keyResultIds: readonly string[],
  range: { from: Instant; to: Instant },
  limit: number,
): Promise<StepView[]> {
  const { rows } = await sql<StepView>`
    select subject_id as "keyResultId", at, previous_progress as "from", progress as "to", cause
      from okr_sync.progress_changes
     where subject = 'key_result' and subject_id = any(${[...keyResultIds]}::text[])
       and at >= ${range.from}::timestamptz and at <= ${range.to}::timestamptz and cause ->> 'kind' <> 'history'
       and coalesce(progress, 0) <> coalesce(previous_progress, 0)
     order by abs(coalesce(progress, 0) - coalesce(previous_progress, 0)) desc, at, id limit ${limit}
  `.execute(db);
  return rows;
}

/** Check-ins between two instants, oldest first; the newest `limit` of them. */
export async function listCheckInsBetween(
  db: Queryable,
  keyResultIds: readonly string[],
  range: { from: Instant; to: Instant },
  limit: number,
): Promise<CheckIn[]> {
  const { rows } = await sql<Omit<CheckIn, "at" | "expiresAt"> & { at: Date; expiresAt: Date | null }>`
    select id, key_result_id as "keyResultId", value, confidence, health, note, author, at, expires_at as "expiresAt"
      from okr_sync.check_ins
     where key_result_id = any(${[...keyResultIds]}::text[])
       and at >= ${range.from}::timestamptz and at <= ${range.to}::timestamptz
     order by at desc, id desc limit ${limit}
  `.execute(db);
  return rows
    .reverse()
    .map((row) => ({ ...row, at: row.at.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null }));
}

export interface OriginView {
  ref: IssueRef;
  createdAt: Instant | null;
  /** A state of it that came to be by the instant is known. */
  knownThen: boolean;
}

/** When these issues were made, and whether anything of them is known from before an instant. */
export async function listOrigins(db: Queryable, refs: readonly IssueRef[], at: Instant): Promise<OriginView[]> {
  const { rows } = await sql<OriginView>`
    select ref, snapshot ->> 'createdAt' as "createdAt",
           exists (select from okr_sync.issue_revisions revision
                    where revision.ref = issue.ref and revision.happened_at <= ${at}::timestamptz) as "knownThen"
      from okr_sync.issues issue where ref = any(${[...refs]}::text[])
  `.execute(db);
  return rows;
}

export interface ClosingView {
  due: string;
  closedAt: Date;
}

/** The newest closing of a period by this id; null where none is closed. */
export async function findClosing(db: Queryable, periodId: string): Promise<ClosingView | null> {
  const { rows } = await sql<ClosingView>`
    select due, closed_at as "closedAt" from okr_sync.period_closures
     where period = ${periodId} order by closed_at desc, due desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}
