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

/** Of these names those that another issue of the same source has too. */
export async function listSharedNames(db: Queryable, ref: IssueRef, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from okr_sync.issue_names
     where name = any(${[...names]}::text[]) and ref <> ${ref}
       and split_part(ref, ':', 1) = split_part(${ref}, ':', 1)
  `.execute(db);
  return rows.map(({ name }) => name);
}
