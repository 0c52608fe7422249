/** Runs of the reconciler: where each stands, so that another process can take it up. */
import { sql } from "kysely";
import type { IssueRef } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

export interface Reconcile {
  id: string;
  source: string;
  scope: "changed" | "all";
  since: Date | null;
  startedAt: Date;
  phase: "fetch" | "verify" | "done";
  cursor: string | null;
  pages: number;
  fetched: number;
  total: number | null;
  drift: number;
  removed: number;
  finishedAt: Date | null;
  error: string | null;
}

const columns = sql.raw(
  `id, source, scope, since, started_at as "startedAt", phase, cursor, pages, fetched, total, drift, removed, finished_at as "finishedAt", error`,
);

/** The open run of the source; a new one where there is none. An open run keeps its own scope. */
export async function openReconcile(
  db: Queryable,
  wanted: { source: string; scope: "changed" | "all"; since: Date | null },
  at: Date,
): Promise<Reconcile> {
  const { source, scope, since } = wanted;
  const time = at.toISOString();
  const { rows } = await sql<Reconcile>`
    insert into okr_sync.reconciles (source, scope, since, started_at, progressed_at)
    values (${source}, ${scope}, ${since?.toISOString() ?? null}::timestamptz, ${time}::timestamptz, ${time}::timestamptz)
    on conflict (source) where finished_at is null do update set error = null
    returning ${columns}
  `.execute(db);
  return rows[0] as Reconcile;
}

/** When the newest run that came to its end had begun: all that changed before it is known. */
export async function findWatermark(db: Queryable, source: string): Promise<Date | null> {
  const { rows } = await sql<{ started_at: Date }>`
    select started_at from okr_sync.reconciles
     where source = ${source} and phase = 'done' order by started_at desc limit 1
  `.execute(db);
  return rows[0]?.started_at ?? null;
}

/** When the newest full run that came to its end had begun. */
export async function findLastFull(db: Queryable, source: string): Promise<Date | null> {
  const { rows } = await sql<{ started_at: Date }>`
    select started_at from okr_sync.reconciles
     where source = ${source} and phase = 'done' and scope = 'all' order by started_at desc limit 1
  `.execute(db);
  return rows[0]?.started_at ?? null;
}

export interface Step {
  phase: Reconcile["phase"];
  cursor: string | null;
  fetched: number;
  total: number | null;
  drift: number;
  removed: number;
}

/**
 * Moves the run on by one page, in the transaction that saved the page. False where another process has moved it
 * meanwhile: then the page is not ours to count.
 */
export async function advanceReconcile(db: Queryable, run: Reconcile, step: Step, at: Date): Promise<boolean> {
  const time = at.toISOString();
  const { rows } = await sql`
    update okr_sync.reconciles
       set phase = ${step.phase}, cursor = ${step.cursor}, pages = pages + 1, fetched = fetched + ${step.fetched}::int,
           total = coalesce(${step.total}::int, total), drift = drift + ${step.drift}::int,
           removed = removed + ${step.removed}::int, progressed_at = ${time}::timestamptz,
           finished_at = case when ${step.phase} = 'done' then ${time}::timestamptz end
     where id = ${run.id}::bigint and finished_at is null and phase = ${run.phase} and pages = ${run.pages}::int
    returning id
  `.execute(db);
  return rows.length > 0;
}

export async function findReconcile(db: Queryable, id: string): Promise<Reconcile | null> {
  const { rows } = await sql<Reconcile>`select ${columns} from okr_sync.reconciles where id = ${id}::bigint`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Notes what stopped an open run; it stays open, to be taken up again. */
export async function noteReconcileError(db: Queryable, id: string, message: string): Promise<void> {
  await sql`update okr_sync.reconciles set error = ${message} where id = ${id}::bigint and finished_at is null`.execute(
    db,
  );
}

/** The latest runs of each source, newest first. */
export async function listReconciles(db: Queryable, source: string, limit: number): Promise<Reconcile[]> {
  const { rows } = await sql<Reconcile>`
    select ${columns} from okr_sync.reconciles where source = ${source} order by id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** Notes that the tracker has these issues. */
export async function markSeen(db: Queryable, refs: readonly IssueRef[], at: Date): Promise<void> {
  await sql`
    update okr_sync.issues set seen_at = ${at.toISOString()}::timestamptz where ref = any(${[...refs]}::text[])
  `.execute(db);
}

/** Live issues of a source, in ref order, that no page of a full run begun at `since` has shown. */
export async function listUnseen(
  db: Queryable,
  source: string,
  since: Date,
  after: IssueRef | null,
  limit: number,
): Promise<IssueRef[]> {
  const time = since.toISOString();
  const { rows } = await sql<{ ref: string }>`
    select ref from okr_sync.issues
     where source = ${source} and not removed and ref > ${after ?? ""}
       and (seen_at is null or seen_at < ${time}::timestamptz) and saved_at < ${time}::timestamptz
     order by ref limit ${limit}
  `.execute(db);
  return rows.map((row) => row.ref);
}

export async function countLive(db: Queryable, source: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from okr_sync.issues where source = ${source} and not removed
  `.execute(db);
  return rows[0]?.count ?? 0;
}

export async function markReconciled(db: Queryable, source: string, at: Date): Promise<void> {
  await sql`
    update okr_sync.source_states set last_reconciled_at = ${at.toISOString()}::timestamptz where source = ${source}
  `.execute(db);
}
