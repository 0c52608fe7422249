/** Newest states of issues. */
import { sql } from "kysely";
import type { Issue, IssueRef, IssueState } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

export interface StoredIssue extends IssueState {
  lineage: string;
}

interface StoredRow {
  snapshot: Issue;
  updated_at: Date;
  event_at: Date;
  digest: string;
  lineage: string;
}

function toStored(row: StoredRow): StoredIssue {
  const version = {
    updatedAt: row.updated_at.toISOString(),
    eventAt: row.event_at.toISOString(),
    digest: row.digest,
  };
  return { issue: row.snapshot, version, lineage: row.lineage };
}

/** The stored states of these refs, those of them that are known. */
export async function findIssues(db: Queryable, refs: readonly IssueRef[]): Promise<StoredIssue[]> {
  const { rows } = await sql<StoredRow>`
    select snapshot, updated_at, event_at, digest, lineage from okr_sync.issues where ref = any(${[...refs]}::text[])
  `.execute(db);
  return rows.map(toStored);
}

/**
 * These issues and all that lies above them. Memberships that the newer side denies are included; the domain's tree
 * decides which edges hold. `offset 0` makes the planner look each ref up: it takes what the recursion brings for a hundred
 * times as much, and would read both tables whole.
 */
export async function findWithAncestors(db: Queryable, refs: readonly IssueRef[]): Promise<StoredIssue[]> {
  const { rows } = await sql<StoredRow>`
    with recursive up (ref) as (
      select unnest(${[...refs]}::text[])
      union
      select coalesce(named.ref, edge.parent)
        from up
       cross join lateral (select child_ref, parent from okr_sync.edges where child_ref = up.ref offset 0) edge
        left join okr_sync.issue_names named
          on edge.parent like 'name:%' and named.name = substr(edge.parent, 6)
         and split_part(named.ref, ':', 1) = split_part(edge.child_ref, ':', 1)
    )
    select issue.*
      from up
     cross join lateral (select snapshot, updated_at, event_at, digest, lineage from okr_sync.issues where ref = up.ref
                         offset 0) issue
  `.execute(db);
  return rows.map(toStored);
}

/** Refs directly beneath these, by any statement; `name:` roots stand for parents of which only the key is known. */
export async function listChildren(
  db: Queryable,
  parents: readonly { ref: IssueRef; names: readonly string[] }[],
): Promise<IssueRef[]> {
  const targets = parents.flatMap(({ ref, names }) => [
    { target: ref, source: sourceOfRef(ref) },
    ...names.map((name) => ({ target: `name:${name}`, source: sourceOfRef(ref) })),
  ]);
  const { rows } = await sql<{ child_ref: string }>`
    select distinct edge.child_ref
      from unnest(${targets.map((t) => t.target)}::text[], ${targets.map((t) => t.source)}::text[]) as wanted (parent, source)
      join okr_sync.edges edge on edge.parent = wanted.parent
     where wanted.source = '' or split_part(edge.child_ref, ':', 1) = wanted.source
     order by edge.child_ref
  `.execute(db);
  return rows.map((row) => row.child_ref);
}

/** The part of a ref before the first colon; empty for a `name:` root, which may belong to any source. */
export function sourceOfRef(ref: IssueRef): string {
  const source = ref.slice(0, Math.max(0, ref.indexOf(":")));
  return source === "name" ? "" : source;
}

/**
 * Saves each state that is not older than the stored one (spec domain.md law 2). Equal versions are the same state, but for
 * the former keys that were gathered meanwhile.
 */
export async function saveIfNewer(db: Queryable, states: readonly IssueState[], at: Date): Promise<void> {
  if (states.length === 0) return;
  const rows = [...states].sort((a, b) => (a.issue.ref < b.issue.ref ? -1 : 1)).map(toRow);
  await sql`
    insert into okr_sync.issues as stored (ref, source, kind, key, title, url, status, status_category, level, archived,
           removed, updated_at, event_at, digest, completed_at, snapshot, saved_at)
    select ref, source, kind, key, title, url, status, status_category, level, archived,
           removed, updated_at, event_at, digest, completed_at, snapshot, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as incoming (ref text, source text, kind text, key text,
           title text, url text, status text, status_category text, level integer, archived boolean, removed boolean,
           updated_at timestamptz, event_at timestamptz, digest text, completed_at timestamptz, snapshot jsonb)
    on conflict (ref) do update set source = excluded.source, kind = excluded.kind, key = excluded.key,
           title = excluded.title, url = excluded.url, status = excluded.status,
           status_category = excluded.status_category, level = excluded.level, archived = excluded.archived,
           removed = excluded.removed, updated_at = excluded.updated_at, event_at = excluded.event_at,
           digest = excluded.digest, completed_at = excluded.completed_at, snapshot = excluded.snapshot,
           saved_at = excluded.saved_at
     where (excluded.updated_at, excluded.event_at, excluded.digest) >= (stored.updated_at, stored.event_at, stored.digest)
  `.execute(db);
}

/** Moves the versions of issues whose content was found to be the same at a later time. */
export async function confirmVersions(db: Queryable, states: readonly IssueState[]): Promise<void> {
  if (states.length === 0) return;
  await sql`
    update okr_sync.issues issue set updated_at = seen.updated_at, event_at = seen.event_at
      from unnest(${states.map((state) => state.issue.ref)}::text[],
                  ${states.map((state) => state.version.updatedAt)}::timestamptz[],
                  ${states.map((state) => state.version.eventAt)}::timestamptz[]) as seen (ref, updated_at, event_at)
     where issue.ref = seen.ref and (seen.updated_at, seen.event_at) > (issue.updated_at, issue.event_at)
  `.execute(db);
}

function toRow({ issue, version }: IssueState) {
  return {
    ref: issue.ref,
    source: issue.source,
    kind: issue.kind,
    key: issue.key,
    title: issue.title,
    url: issue.url,
    status: issue.status,
    status_category: issue.statusCategory,
    level: issue.level,
    archived: issue.archived,
    removed: issue.removed,
    updated_at: version.updatedAt,
    event_at: version.eventAt,
    digest: version.digest,
    completed_at: issue.completedAt,
    snapshot: issue,
  };
}

/** Records what issues pass on to those beneath them. */
export async function saveLineages(db: Queryable, lineages: ReadonlyMap<IssueRef, string>): Promise<void> {
  if (lineages.size === 0) return;
  await sql`
    update okr_sync.issues issue set lineage = changed.lineage
      from unnest(${[...lineages.keys()]}::text[], ${[...lineages.values()]}::text[]) as changed (ref, lineage)
     where issue.ref = changed.ref
  `.execute(db);
}

/** The next refs of a source in ref order, for walking over all issues in batches. */
export async function listRefsAfter(db: Queryable, after: IssueRef | null, limit: number): Promise<IssueRef[]> {
  const { rows } = await sql<{ ref: string }>`
    select ref from okr_sync.issues where ref > ${after ?? ""} order by ref limit ${limit}
  `.execute(db);
  return rows.map((row) => row.ref);
}
