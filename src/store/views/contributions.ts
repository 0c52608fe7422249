/** The ledger of a key result with the issues that it names. */
import { sql } from "kysely";
import type { Match } from "../../domain/contribution.ts";
import type { StatusCategory } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";

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
}

/** In ref order, after a ref. */
export async function listLedger(
  db: Queryable,
  keyResultId: string,
  page: { after: string | null; limit: number },
): Promise<ContributionView[]> {
  const { rows } = await sql<ContributionView>`
    select row.issue_ref as ref, issue.key, issue.title, issue.url, split_part(row.issue_ref, ':', 1) as source,
           issue.status, row.status_category as "statusCategory", row.match_kind as "matchKind",
           row.match_id as "matchId", row.weight, row.size, row.credit, row.counted, row.reason
      from okr_sync.contributions row
      left join okr_sync.issues issue on issue.ref = row.issue_ref
     where row.key_result_id = ${keyResultId} and row.issue_ref > ${page.after ?? ""}
     order by row.issue_ref limit ${page.limit}
  `.execute(db);
  return rows;
}
