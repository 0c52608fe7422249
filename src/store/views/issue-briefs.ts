/** What people call issues. */
import { sql } from "kysely";
import type { IssueRef } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";

export interface IssueBrief {
  ref: IssueRef;
  key: string;
  title: string;
  url: string | null;
}

/** Of these refs those that are stored, removed ones too: what they did is history. */
export async function findIssueBriefs(
  db: Queryable,
  refs: readonly IssueRef[],
): Promise<ReadonlyMap<IssueRef, IssueBrief>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<IssueBrief>`
    select ref, key, title, url from okr_sync.issues where ref = any(${[...refs]}::text[])
  `.execute(db);
  return new Map(rows.map((row) => [row.ref, row]));
}
