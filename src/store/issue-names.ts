/** Finds issues by the names that people and trackers give them. */
import { sql } from "kysely";
import type { IssueRef } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

/** Refs of each name, in order; a name that no stored issue has is not in the map. */
export async function findRefs(
  db: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly IssueRef[]>> {
  const { rows } = await sql<{ name: string; refs: string[] }>`
    select name, array_agg(ref order by ref collate "C") as refs from okr_sync.issue_names
     where name = any(${[...names]}::text[]) group by name
  `.execute(db);
  return new Map(rows.map(({ name, refs }) => [name, refs]));
}

/** Of each issue's names those that another issue of the same source has too; issues without such a name are left out. */
export async function listSharedNames(
  db: Queryable,
  issues: readonly { ref: IssueRef; names: readonly string[] }[],
): Promise<Map<IssueRef, string[]>> {
  const pairs = issues.flatMap(({ ref, names }) => names.map((name) => ({ ref, name })));
  const { rows } = await sql<{ ref: string; names: string[] }>`
    select own.ref, array_agg(distinct own.name) as names
      from unnest(${pairs.map((pair) => pair.ref)}::text[], ${pairs.map((pair) => pair.name)}::text[]) as own (ref, name)
      join okr_sync.issue_names other on other.name = own.name and other.ref <> own.ref
       and split_part(other.ref, ':', 1) = split_part(own.ref, ':', 1)
     group by own.ref
  `.execute(db);
  return new Map(rows.map(({ ref, names }) => [ref, names]));
}
