/** The ledger: rows of issues in key results. */
import { sql } from "kysely";
import type { Contribution, Match } from "../domain/contribution.ts";
import type { IssueRef, StatusCategory } from "../domain/issue.ts";
import type { LedgerGroup } from "../domain/measure.ts";
import type { Queryable } from "./database.ts";

interface LedgerRow {
  key_result_id: string;
  issue_ref: string;
  match_kind: Match["kind"];
  match_id: string;
  match_via: string | null;
  weight: number;
  size: number;
  credit: number;
  status_category: StatusCategory;
  completed_at: Date | null;
  container: boolean;
  matched_ancestors: string[];
  counted: boolean;
  reason: Contribution["reason"];
}

const columns = sql.raw(
  "key_result_id, issue_ref, match_kind, match_id, match_via, weight, size, credit, status_category, completed_at, " +
    "container, matched_ancestors, counted, reason",
);

function toContribution(row: LedgerRow): Contribution {
  return {
    keyResultId: row.key_result_id,
    issueRef: row.issue_ref,
    match: { kind: row.match_kind, id: row.match_id, via: row.match_via, weight: row.weight },
    size: row.size,
    credit: row.credit,
    statusCategory: row.status_category,
    completedAt: row.completed_at?.toISOString() ?? null,
    container: row.container,
    matchedAncestors: row.matched_ancestors,
    counted: row.counted,
    reason: row.reason,
  };
}

/** Rows of these issues, in every key result. */
export async function listContributionsOfIssues(db: Queryable, refs: readonly IssueRef[]): Promise<Contribution[]> {
  const { rows } = await sql<LedgerRow>`
    select ${columns} from okr_sync.contributions where issue_ref = any(${[...refs]}::text[])
  `.execute(db);
  return rows.map(toContribution);
}

/** All rows of these key results. */
export async function listContributionsOfKeyResults(db: Queryable, ids: readonly string[]): Promise<Contribution[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LedgerRow>`
    select ${columns} from okr_sync.contributions where key_result_id = any(${[...ids]}::text[])
     order by key_result_id, issue_ref
  `.execute(db);
  return rows.map(toContribution);
}

/** Rows that are alike, counted: what most measures need of a ledger, whatever its length. */
export async function groupContributions(
  db: Queryable,
  ids: readonly string[],
): Promise<(LedgerGroup & { keyResultId: string })[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LedgerRow & { count: number }>`
    select key_result_id, status_category, counted, reason, weight, size, credit, count(*)::int as count
      from okr_sync.contributions where key_result_id = any(${[...ids]}::text[])
     group by key_result_id, status_category, counted, reason, weight, size, credit
  `.execute(db);
  return rows.map((row) => ({
    keyResultId: row.key_result_id,
    statusCategory: row.status_category,
    counted: row.counted,
    reason: row.reason,
    weight: row.weight,
    size: row.size,
    credit: row.credit,
    completedAt: null,
    issueRef: null,
    count: row.count,
  }));
}

export async function deleteContributions(
  db: Queryable,
  rows: readonly Pick<Contribution, "keyResultId" | "issueRef">[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from okr_sync.contributions row
     using unnest(${rows.map((row) => row.keyResultId)}::text[], ${rows.map((row) => row.issueRef)}::text[])
           as gone (key_result_id, issue_ref)
     where row.key_result_id = gone.key_result_id and row.issue_ref = gone.issue_ref
  `.execute(db);
}

export async function saveContributions(db: Queryable, rows: readonly Contribution[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    key_result_id: row.keyResultId,
    issue_ref: row.issueRef,
    match_kind: row.match.kind,
    match_id: row.match.id,
    match_via: row.match.via,
    weight: row.match.weight,
    size: row.size,
    credit: row.credit,
    status_category: row.statusCategory,
    completed_at: row.completedAt,
    container: row.container,
    matched_ancestors: row.matchedAncestors,
    counted: row.counted,
    reason: row.reason,
  }));
  await sql`
    insert into okr_sync.contributions (${columns})
    select ${columns}
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as wanted (key_result_id text, issue_ref text,
           match_kind text, match_id text, match_via text, weight float8, size float8, credit float8,
           status_category text, completed_at timestamptz, container boolean, matched_ancestors text[],
           counted boolean, reason text)
    on conflict (key_result_id, issue_ref) do update set match_kind = excluded.match_kind, match_id = excluded.match_id,
           match_via = excluded.match_via, weight = excluded.weight, size = excluded.size, credit = excluded.credit,
           status_category = excluded.status_category, completed_at = excluded.completed_at,
           container = excluded.container, matched_ancestors = excluded.matched_ancestors,
           counted = excluded.counted, reason = excluded.reason
  `.execute(db);
}

/**
 * Writes the grain's verdict of these rows, and nothing else: what was read of a row may have changed since, and a row that is
 * gone must not come back.
 */
export async function saveVerdicts(db: Queryable, rows: readonly Contribution[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ keyResultId, issueRef, counted, reason }) => ({ keyResultId, issueRef, counted, reason }));
  await sql`
    update okr_sync.contributions row set counted = verdict.counted, reason = verdict.reason
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
           as verdict ("keyResultId" text, "issueRef" text, counted boolean, reason text)
     where row.key_result_id = verdict."keyResultId" and row.issue_ref = verdict."issueRef"
  `.execute(db);
}
