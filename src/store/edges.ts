/** The tree as data: names by which issues are found, and the edges that snapshots state. */
import { sql } from "kysely";
import type { Issue } from "../domain/issue.ts";
import { edgeNames, namesOf } from "../domain/issue-name.ts";
import type { Queryable } from "./database.ts";

/** Longer names are not indexed (a btree row has its limit); nobody types them. */
const maxNameLength = 500;

interface EdgeRow {
  owner: string;
  child: string;
  kind: string;
  parent: string;
}

/** Replaces the names and stated edges of these issues by what their snapshots say now. */
export async function replaceNamesAndEdges(db: Queryable, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return;
  const refs = issues.map((issue) => issue.ref);
  const names = issues.flatMap((issue) => indexable(namesOf(issue)).map((name) => ({ name, ref: issue.ref })));
  const copies = issues.flatMap(copiedNames);
  const edges = issues.flatMap(statedEdges);
  await sql`delete from okr_sync.issue_names where ref = any(${refs}::text[])`.execute(db);
  await sql`
    insert into okr_sync.issue_names (name, ref)
    select name, ref from unnest(${names.map((n) => n.name)}::text[], ${names.map((n) => n.ref)}::text[]) as own (name, ref)
    union
    select name, ref from unnest(${copies.map((n) => n.name)}::text[], ${copies.map((n) => n.ref)}::text[]) as copy (name, ref)
     where not exists (select from okr_sync.issues known where known.ref = copy.ref)
    on conflict do nothing
  `.execute(db);
  await sql`delete from okr_sync.edges where owner_ref = any(${refs}::text[])`.execute(db);
  await sql`
    insert into okr_sync.edges (owner_ref, child_ref, kind, parent)
    select owner, child, kind, parent
      from unnest(${edges.map((e) => e.owner)}::text[], ${edges.map((e) => e.child)}::text[],
                  ${edges.map((e) => e.kind)}::text[], ${edges.map((e) => e.parent)}::text[]) as stated (owner, child, kind, parent)
    on conflict do nothing
  `.execute(db);
}

/** Names of parents as their children copy them, so that a parent that is not known yet can be linked by its key. */
function copiedNames(issue: Issue): { name: string; ref: string }[] {
  return issue.edges.flatMap((edge) =>
    edge.ref === null ? [] : indexable(edgeNames(edge)).map((name) => ({ name, ref: edge.ref as string })),
  );
}

function indexable(names: readonly string[]): string[] {
  return names.filter((name) => name.length <= maxNameLength);
}

function statedEdges(issue: Issue): EdgeRow[] {
  const upward = issue.edges.flatMap((edge) => {
    const parent = edge.ref ?? (edge.key === null ? null : `name:${edge.key.toLowerCase()}`);
    return parent === null ? [] : [{ owner: issue.ref, child: issue.ref, kind: edge.kind, parent }];
  });
  const downward = (issue.contains ?? []).map((child) => ({
    owner: issue.ref,
    child,
    kind: "initiative",
    parent: issue.ref,
  }));
  return [...upward, ...downward];
}
