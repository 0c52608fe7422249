/** How fresh each source is. */
import type { SourceConfig } from "../../config/config.ts";
import { heardMs, type SourceFreshness, staleSinceMs } from "../../domain/freshness.ts";
import type { Queryable } from "../../store/database.ts";
import { listSourceFreshness } from "../../store/views/feeding-sources.ts";
import { listLatestReconciles, type ReconcileView } from "../../store/views/reconciles.ts";
import type { RefusedSignatures } from "../refused-signatures.ts";
import type { SourceStatus } from "../schemas/operations.ts";

export async function readSources(
  db: Queryable,
  sources: readonly SourceConfig[],
  refused: RefusedSignatures,
  nowMs: number,
): Promise<SourceStatus[]> {
  const ids = sources.map(({ id }) => id);
  const [freshness, reconciles, refusals] = await Promise.all([
    listSourceFreshness(db, ids),
    listLatestReconciles(db, ids),
    refused.countLastHour(),
  ]);
  const bySource = new Map(freshness.map((each) => [each.source, each]));
  const runs = Map.groupBy(reconciles, ({ source }) => source);
  return sources.map((source) => ({
    ...freshnessAnswer(source, bySource.get(source.id), nowMs),
    ...reconcileAnswer(runs.get(source.id) ?? []),
    refusedLastHour: refusals.get(source.id) ?? 0,
  }));
}

function freshnessAnswer(
  { id, kind, staleAfterMs }: SourceConfig,
  freshness: SourceFreshness | undefined,
  nowMs: number,
) {
  const heard = heardMs(freshness);
  const staleSince = staleSinceMs(freshness, staleAfterMs, nowMs);
  return {
    id,
    kind,
    lastDeliveryAt: freshness?.lastDeliveryAt?.toISOString() ?? null,
    lastReconciledAt: freshness?.lastReconciledAt?.toISOString() ?? null,
    firstConfiguredAt: freshness?.firstConfiguredAt?.toISOString() ?? null,
    silentSeconds: heard === null ? null : (nowMs - heard) / 1_000,
    staleAfterSeconds: staleAfterMs / 1_000,
    stale: staleSince !== null,
    staleSince: staleSince === null ? null : new Date(staleSince).toISOString(),
  };
}

function reconcileAnswer(runs: readonly ReconcileView[]): Pick<SourceStatus, "lastReconcile" | "driftFound"> {
  const finished = runs.find(({ finishedAt }) => finishedAt !== null);
  const newest = runs.find(({ finishedAt }) => finishedAt === null) ?? finished;
  if (newest === undefined) return { lastReconcile: null, driftFound: null };
  const { scope, startedAt, finishedAt, fetched, removed, error } = newest;
  return {
    lastReconcile: {
      scope,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      fetched,
      removed,
      error,
    },
    driftFound: finished?.drift ?? null,
  };
}
