/** Every state that was ever heard of. */
import { sql } from "kysely";
import type { Issue, IssueState } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

export interface HeardState {
  state: IssueState;
  /** When it came to be, as far as that is known; what lies after the time of hearing counts as that time. */
  happenedAt: string;
  /** ISO; when it was heard of. */
  heardAt: string;
}

/** Keeps these states, newest or not; one that is known already keeps the time at which it was first heard. */
export async function recordRevisionsOfIssues(db: Queryable, heard: readonly HeardState[]): Promise<void> {
  if (heard.length === 0) return;
  const rows = heard.map(({ state: { issue, version }, happenedAt, heardAt }) => ({
    ref: issue.ref,
    updated_at: version.updatedAt,
    event_at: version.eventAt,
    digest: version.digest,
    snapshot: issue,
    happened_at: happenedAt,
    saved_at: heardAt,
  }));
  await sql`
    insert into okr_sync.issue_revisions (ref, updated_at, event_at, digest, snapshot, saved_at, happened_at)
    select ref, updated_at, event_at, digest, snapshot, saved_at, least(happened_at, saved_at)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as heard (ref text, updated_at timestamptz,
           event_at timestamptz, digest text, snapshot jsonb, happened_at timestamptz, saved_at timestamptz)
    on conflict do nothing
  `.execute(db);
}

interface RevisionRow {
  snapshot: Issue;
  updated_at: Date;
  event_at: Date;
  digest: string;
  names: string[] | null;
}

/**
 * The newest state of each issue among those that came to be by `at`, as far as they are known by now, with every key
 * under which the issue had been seen by then.
 */
export async function listStatesAsOf(db: Queryable, at: Date): Promise<IssueState[]> {
  const time = at.toISOString();
  const { rows } = await sql<RevisionRow>`
    with known as (
      select * from okr_sync.issue_revisions where happened_at <= ${time}::timestamptz
    ), newest as (
      select distinct on (ref) ref, snapshot, updated_at, event_at, digest from known
       order by ref, updated_at desc, event_at desc, digest desc
    ), called as (
      select ref, snapshot ->> 'key' as name from known
       union
      select ref, jsonb_array_elements_text(snapshot -> 'previousKeys') from known
    ), renamed as (
      select ref, array_agg(name order by name collate "C") as names from called group by ref having count(*) > 1
    )
    select snapshot, updated_at, event_at, digest, names from newest left join renamed using (ref) order by ref
  `.execute(db);
  return rows.map(({ snapshot, updated_at, event_at, digest, names }) => ({
    issue: { ...snapshot, previousKeys: (names ?? []).filter((name) => name !== snapshot.key) },
    version: { updatedAt: updated_at.toISOString(), eventAt: event_at.toISOString(), digest },
  }));
}

export interface LateRevision {
  ref: string;
  key: string;
  /** When it came to be. */
  eventAt: string;
  savedAt: string;
}

/** States that came to be by `at` and were heard of only afterwards, oldest first: what was shown then did not know them. */
export async function listLateRevisions(db: Queryable, at: Date, limit: number): Promise<LateRevision[]> {
  const time = at.toISOString();
  const { rows } = await sql<{ ref: string; key: string; happened_at: Date; saved_at: Date }>`
    select ref, snapshot ->> 'key' as key, happened_at, saved_at from okr_sync.issue_revisions
     where happened_at <= ${time}::timestamptz and saved_at > ${time}::timestamptz
     order by happened_at, ref, updated_at, event_at, digest limit ${limit}
  `.execute(db);
  return rows.map(({ ref, key, happened_at, saved_at }) => ({
    ref,
    key,
    eventAt: happened_at.toISOString(),
    savedAt: saved_at.toISOString(),
  }));
}

/** Forgets revisions heard of before `before`, except the newest of each issue. Bounded; returns how many went. */
export async function deleteOldRevisions(db: Queryable, before: Date, limit: number): Promise<number> {
  const time = before.toISOString();
  const { numAffectedRows } = await sql`
    delete from okr_sync.issue_revisions old
     where (ref, updated_at, event_at, digest) in (
       select r.ref, r.updated_at, r.event_at, r.digest from okr_sync.issue_revisions r
        where r.saved_at < ${time}::timestamptz
          and exists (select from okr_sync.issue_revisions newer
                       where newer.ref = r.ref and newer.saved_at < ${time}::timestamptz
                         and (newer.updated_at, newer.event_at, newer.digest) > (r.updated_at, r.event_at, r.digest))
        limit ${limit})
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
