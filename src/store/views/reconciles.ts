/** What the reconciler last did for each source. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";

export interface ReconcileView {
  id: string;
  source: string;
  scope: "changed" | "all";
  startedAt: Date;
  finishedAt: Date | null;
  fetched: number;
  /** Issues whose content was not what we had, new ones included. */
  drift: number;
  removed: number;
  /** What stopped it last; it is taken up again. */
  error: string | null;
  progressedAt: Date;
}

const columns = sql.raw(
  `id, source, scope, started_at as "startedAt", finished_at as "finishedAt", fetched, drift, removed, error, ` +
    `progressed_at as "progressedAt"`,
);

/** The newest run of each source, and the newest finished one where that is another. */
export async function listLatestReconciles(db: Queryable, sources: readonly string[]): Promise<ReconcileView[]> {
  const { rows } = await sql<ReconcileView>`
    select run.* from unnest(${[...sources]}::text[]) as wanted (id)
     cross join lateral (
       (select ${columns} from okr_sync.reconciles where source = wanted.id and finished_at is null limit 1)
       union all
       (select ${columns} from okr_sync.reconciles where source = wanted.id and finished_at is not null
         order by finished_at desc, id desc limit 1)
     ) as run
  `.execute(db);
  return rows;
}

export interface FinishedRun extends ReconcileView {
  /** The source's first: there was nothing that could have drifted. */
  first: boolean;
}

/** Finished runs of which nobody was told yet, oldest first; from now on they count as told. */
export async function takeUntoldReconciles(db: Queryable, at: Date, limit: number): Promise<FinishedRun[]> {
  const { rows } = await sql<FinishedRun>`
    update okr_sync.reconciles run set told_at = ${at.toISOString()}::timestamptz
     where id in (select id from okr_sync.reconciles where finished_at is not null and told_at is null order by id limit ${limit})
    returning ${columns}, not exists (select from okr_sync.reconciles earlier
                                       where earlier.source = run.source and earlier.phase = 'done' and earlier.id < run.id) as first
  `.execute(db);
  return rows.sort((a, b) => Number(a.id) - Number(b.id));
}
