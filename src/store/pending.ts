/** Work that a transaction leaves behind for the workers; the sweep rings for it again if its job is lost. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";
import type { Cause } from "./schema.ts";

/** Root of a rematch that walks over every stored issue. */
export const everyIssue = "*";

/** How long marks for roll-up wait for a walk over every issue, milliseconds; it rings for them when it is through. */
const walkGraceMs = 30_000;

export interface PendingRematch {
  root: string;
  after: string | null;
  cause: Cause;
}

/** Marks key results to be rolled up, in the transaction that moved them. */
export async function requestRollUps(db: Queryable, keyResultIds: readonly string[], cause: Cause, at: Date) {
  await requestRollUpsWithCauses(db, new Map(keyResultIds.map((id) => [id, cause])), at);
}

/** The same with a cause for each key result. */
export async function requestRollUpsWithCauses(db: Queryable, causes: ReadonlyMap<string, Cause>, at: Date) {
  if (causes.size === 0) return;
  const rows = [...causes].map(([id, cause]) => ({ id, cause }));
  await sql`
    insert into okr_sync.pending_roll_ups (key_result_id, cause, requested_at)
    select id, cause, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted (id text, cause jsonb) order by id
    on conflict (key_result_id) do update set cause = excluded.cause, requested_at = excluded.requested_at
  `.execute(db);
}

/** Takes the marks of these key results, with what moved each. */
export async function takeRollUps(db: Queryable, keyResultIds: readonly string[]): Promise<Map<string, Cause>> {
  const { rows } = await sql<{ key_result_id: string; cause: Cause }>`
    delete from okr_sync.pending_roll_ups where key_result_id = any(${[...keyResultIds]}::text[])
    returning key_result_id, cause
  `.execute(db);
  return new Map(rows.map((row) => [row.key_result_id, row.cause]));
}

/** Key results that are marked, in order of their ids. */
export async function listMarkedRollUps(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select key_result_id as id from okr_sync.pending_roll_ups order by key_result_id limit ${limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** Marks issues, and all beneath them, to be matched again; `*` for every stored issue from the first. */
export async function requestRematches(db: Queryable, roots: readonly string[], cause: Cause, at: Date) {
  if (roots.length === 0) return;
  await sql`
    insert into okr_sync.pending_rematches (root, after, cause, requested_at)
    select distinct root, null::text, ${JSON.stringify(cause)}::jsonb, ${at.toISOString()}::timestamptz
      from unnest(${[...roots]}::text[]) as root order by root
    on conflict (root) do update set after = null, cause = excluded.cause, requested_at = excluded.requested_at
  `.execute(db);
}

/** Pending rematches other than the walk over everything, in root order. */
export async function listRematches(db: Queryable, limit: number): Promise<PendingRematch[]> {
  const { rows } = await sql<PendingRematch>`
    select root, after, cause from okr_sync.pending_rematches where root <> ${everyIssue} order by root limit ${limit}
  `.execute(db);
  return rows;
}

export async function takeRematches(db: Queryable, roots: readonly string[]): Promise<PendingRematch[]> {
  const { rows } = await sql<PendingRematch>`
    delete from okr_sync.pending_rematches where root = any(${[...roots]}::text[]) returning root, after, cause
  `.execute(db);
  return rows;
}

/** The walk over every issue, locked against a second walker; null where none is under way. */
export async function lockWalk(db: Queryable): Promise<PendingRematch | null> {
  const { rows } = await sql<PendingRematch>`
    select root, after, cause from okr_sync.pending_rematches where root = ${everyIssue} for update
  `.execute(db);
  return rows[0] ?? null;
}

/** Remembers how far the walk over every issue has come; null when it is through. */
export async function saveWalk(db: Queryable, after: string | null): Promise<void> {
  await (after === null
    ? sql`delete from okr_sync.pending_rematches where root = ${everyIssue}`.execute(db)
    : sql`update okr_sync.pending_rematches set after = ${after} where root = ${everyIssue}`.execute(db));
}

/** Marks older than `before`, whose jobs may have been lost. */
export async function listOverdue(
  db: Queryable,
  before: Date,
  limit: number,
): Promise<{ keyResultIds: string[]; roots: string[]; changeIds: string[] }> {
  const time = before.toISOString();
  const waitedForWalk = new Date(before.getTime() - walkGraceMs).toISOString();
  const rollUps = await sql<{ id: string }>`
    select key_result_id as id from okr_sync.pending_roll_ups
     where requested_at <= ${time}::timestamptz
       and (requested_at <= ${waitedForWalk}::timestamptz
            or not exists (select from okr_sync.pending_rematches where root = ${everyIssue}))
     order by key_result_id limit ${limit}
  `.execute(db);
  const roots = await sql<{ id: string }>`
    select root as id from okr_sync.pending_rematches where requested_at <= ${time}::timestamptz order by root limit ${limit}
  `.execute(db);
  const changes = await sql<{ id: string }>`
    select id from okr_sync.progress_changes where published_at is null and at <= ${time}::timestamptz order by id limit ${limit}
  `.execute(db);
  const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
  return { keyResultIds: ids(rollUps.rows), roots: ids(roots.rows), changeIds: ids(changes.rows) };
}
