/** The ledger of a key result with the issues that it names. */
import { type RawBuilder, sql } from "kysely";
import type { Match } from "../../domain/contribution.ts";
import type { StatusCategory } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";
import { likeLiteral } from "./like-literal.ts";

export interface ContributionView {
  ref: string;
  key: string | null;
  title: string | null;
  url: string | null;
  source: string;
  status: string | null;
  statusCategory: StatusCategory;
  matchKind: Match["kind"];
  matchId: string;
  weight: number;
  size: number;
  credit: number;
  counted: boolean;
  reason: "canceled" | "grain" | null;
  /** The ancestor that carries what matched, with its key and title where it is known. */
  viaRef: string | null;
  viaKey: string | null;
  viaTitle: string | null;
}

export interface LedgerFilter {
  /** Part of a key or title. */
  query?: string | undefined;
  counted?: boolean | undefined;
  match?: { kind: Match["kind"]; id: string | null } | undefined;
}

/** In ref order, after a ref; of the rows that pass the filter. */
export async function listLedger(
  db: Queryable,
  keyResultId: string,
  page: { after: string | null; limit: number },
  filter: LedgerFilter = {},
): Promise<ContributionView[]> {
  const { rows } = await sql<ContributionView>`
    select row.issue_ref as ref, issue.key, issue.title, issue.url, split_part(row.issue_ref, ':', 1) as source,
           issue.status, row.status_category as "statusCategory", row.match_kind as "matchKind",
           row.match_id as "matchId", row.weight, row.size, row.credit, row.counted, row.reason,
           row.match_via as "viaRef", via.key as "viaKey", via.title as "viaTitle"
      from okr_sync.contributions row
      left join okr_sync.issues issue on issue.ref = row.issue_ref
      left join okr_sync.issues via on via.ref = row.match_via
     where row.key_result_id = ${keyResultId} and row.issue_ref > ${page.after ?? ""} and ${passes(filter)}
     order by row.issue_ref limit ${page.limit}
  `.execute(db);
  return rows;
}

function passes({ query, counted, match }: LedgerFilter): RawBuilder<boolean> {
  const tests = [sql<boolean>`true`];
  if (query !== undefined) {
    const pattern = `%${likeLiteral(query)}%`;
    tests.push(sql`(issue.key ilike ${pattern} or issue.title ilike ${pattern})`);
  }
  if (counted !== undefined) tests.push(sql`row.counted = ${counted}`);
  if (match !== undefined) tests.push(sql`row.match_kind = ${match.kind}`);
  if (match?.id) tests.push(sql`row.match_id = ${match.id}`);
  return sql.join(tests, sql` and `);
}
