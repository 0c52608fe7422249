/** Every state that was ever heard of. */
import { sql } from "kysely";
import type { Issue, IssueState } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

/** Keeps these states, newest or not; one that is known already keeps the time at which it was first heard. */
export async function recordRevisionsOfIssues(db: Queryable, states: readonly IssueState[], at: Date): Promise<void> {
  if (states.length === 0) return;
  const rows = states.map(({ issue, version }) => ({
    ref: issue.ref,
    updated_at: version.updatedAt,
    event_at: version.eventAt,
    digest: version.digest,
    snapshot: issue,
  }));
  await sql`
    insert into okr_sync.issue_revisions (ref, updated_at, event_at, digest, snapshot, saved_at)
    select ref, updated_at, event_at, digest, snapshot, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as heard (ref text, updated_at timestamptz,
           event_at timestamptz, digest text, snapshot jsonb)
    on conflict do nothing
  `.execute(db);
}

interface RevisionRow {
  snapshot: Issue;
  updated_at: Date;
  event_at: Date;
  digest: string;
}

/** The newest state of each issue among those that happened by `at`, as far as it is known by now. */
export async function listStatesAsOf(db: Queryable, at: Date): Promise<IssueState[]> {
  const { rows } = await sql<RevisionRow>`
    select distinct on (ref) snapshot, updated_at, event_at, digest from okr_sync.issue_revisions
     where event_at <= ${at.toISOString()}::timestamptz
     order by ref, updated_at desc, event_at desc, digest desc
  `.execute(db);
  return rows.map((row) => ({
    issue: row.snapshot,
    version: { updatedAt: row.updated_at.toISOString(), eventAt: row.event_at.toISOString(), digest: row.digest },
  }));
}

export interface LateRevision {
  ref: string;
  key: string;
  eventAt: string;
  savedAt: string;
}

/** States that happened by `at` and were heard of only afterwards, oldest first: what was shown then did not know them. */
export async function listLateRevisions(db: Queryable, at: Date, limit: number): Promise<LateRevision[]> {
  const time = at.toISOString();
  const { rows } = await sql<{ ref: string; key: string; event_at: Date; saved_at: Date }>`
    select ref, snapshot ->> 'key' as key, event_at, saved_at from okr_sync.issue_revisions
     where event_at <= ${time}::timestamptz and saved_at > ${time}::timestamptz
     order by event_at, ref limit ${limit}
  `.execute(db);
  return rows.map(({ ref, key, event_at, saved_at }) => ({
    ref,
    key,
    eventAt: event_at.toISOString(),
    savedAt: saved_at.toISOString(),
  }));
}

/** Forgets revisions heard of before `before`, except the newest of each issue. Bounded; returns how many went. */
export async function deleteOldRevisions(db: Queryable, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from okr_sync.issue_revisions old
     where (ref, updated_at, event_at, digest) in (
       select r.ref, r.updated_at, r.event_at, r.digest from okr_sync.issue_revisions r
        where r.saved_at < ${before.toISOString()}::timestamptz
          and exists (select from okr_sync.issue_revisions newer
                       where newer.ref = r.ref and newer.saved_at < ${before.toISOString()}::timestamptz
                         and (newer.updated_at, newer.event_at, newer.digest) > (r.updated_at, r.event_at, r.digest))
        limit ${limit})
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
