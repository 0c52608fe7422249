/** What explains a key result's number: its ledger by weight, by what matched, and what is called how. */
import { sql } from "kysely";
import type { Match } from "../../domain/contribution.ts";
import type { IssueRef } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";
import type { ContributionView } from "./contributions.ts";

/** Counted rows before others, each the heaviest first. */
export async function listHeaviest(db: Queryable, keyResultId: string, limit: number): Promise<ContributionView[]> {
  // As numeric: the product of two large doubles is an error in SQL.
  const { rows } = await sql<ContributionView>`
    select row.issue_ref as ref, issue.key, issue.title, issue.url, split_part(row.issue_ref, ':', 1) as source,
           issue.status, row.status_category as "statusCategory", row.match_kind as "matchKind",
           row.match_id as "matchId", row.weight, row.size, row.credit, row.counted, row.reason
      from (select * from okr_sync.contributions where key_result_id = ${keyResultId}
             order by counted desc, weight::numeric * size::numeric desc, issue_ref limit ${limit}) as row
      left join okr_sync.issues issue on issue.ref = row.issue_ref
     order by row.counted desc, row.weight::numeric * row.size::numeric desc, row.issue_ref
  `.execute(db);
  return rows;
}

export interface MatchCount {
  kind: Match["kind"];
  id: string;
  counted: number;
  notCounted: number;
}

/** How many rows of a key result each rule, link, label or field accounts for, most first. */
export async function countMatches(db: Queryable, keyResultId: string, limit: number): Promise<MatchCount[]> {
  const { rows } = await sql<MatchCount>`
    select match_kind as kind, match_id as id, count(*) filter (where counted)::int as counted,
           count(*) filter (where not counted)::int as "notCounted"
      from okr_sync.contributions where key_result_id = ${keyResultId}
     group by match_kind, match_id order by count(*) desc, match_kind, match_id limit ${limit}
  `.execute(db);
  return rows;
}

/** Keys and titles of these issues, of those that are stored. */
export async function findTitles(
  db: Queryable,
  refs: readonly IssueRef[],
): Promise<ReadonlyMap<IssueRef, { key: string; title: string }>> {
  const { rows } = await sql<{ ref: string; key: string; title: string }>`
    select ref, key, title from okr_sync.issues where ref = any(${[...refs]}::text[])
  `.execute(db);
  return new Map(rows.map(({ ref, key, title }) => [ref, { key, title }]));
}
