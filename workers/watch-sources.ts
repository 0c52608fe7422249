/** Tells when a source goes stale, refuses too much, fails to reconcile or has drifted, and when that is over. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import { staleSinceMs } from "../src/domain/freshness.ts";
import {
  type Alert,
  type Condition,
  listConditions,
  recordCondition,
  removeCondition,
  type SourceCondition,
} from "../src/store/alerts.ts";
import { countRefused } from "../src/store/refused-signatures.ts";
import type { Schema } from "../src/store/schema.ts";
import { listSourceFreshness } from "../src/store/views/feeding-sources.ts";
import { listLatestReconciles, type ReconcileView, takeUntoldReconciles } from "../src/store/views/reconciles.ts";
import { tellAlerts } from "./tell-alerts.ts";

/** Refused signatures within an hour that are told of: fewer may be somebody's scanner, more is a wrong secret. */
export const refusedPerHour = 20;
const hourMs = 3_600_000;
const runsPerTurn = 1_000;

interface Raised extends SourceCondition {
  /** What people are shown. */
  message: string;
}

const ended: Readonly<Record<Condition, string>> = {
  stale: "source is heard from again",
  refused: "refused signatures have become few again",
  reconcile_failed: "reconcile has come to its end again",
};

/** Each change of a condition is told once, in the transaction that remembers it. */
export async function watchSources(deps: Deps, trx: Transaction<Schema>): Promise<void> {
  const now = deps.clock();
  const known = await listConditions(trx);
  const raised = await conditionsNow(deps, trx, known, now);
  const begun = raised.filter((each) => !known.some((old) => isSame(old, each)));
  const over = known.filter((old) => !raised.some((each) => isSame(old, each)));
  const alerts: Alert[] = [];
  for (const each of begun) {
    await recordCondition(trx, each);
    alerts.push(alertOf(each, true, each.message));
  }
  for (const each of over) {
    await removeCondition(trx, each);
    if (isConfigured(deps, each)) alerts.push(alertOf(each, false, ended[each.condition]));
  }
  await tellAlerts(trx, [...alerts, ...(await driftAlerts(trx, now))], now);
}

function isConfigured(deps: Deps, { source }: SourceCondition): boolean {
  return deps.current().config.sources.some(({ id }) => id === source);
}

async function conditionsNow(
  deps: Deps,
  trx: Transaction<Schema>,
  known: readonly SourceCondition[],
  now: Date,
): Promise<Raised[]> {
  const { sources } = deps.current().config;
  const ids = sources.map(({ id }) => id);
  const freshness = new Map((await listSourceFreshness(trx, ids)).map((each) => [each.source, each]));
  const refused = await countRefused(trx, new Date(now.getTime() - hourMs));
  const runs = Map.groupBy(await listLatestReconciles(trx, ids), ({ source }) => source);
  return sources.flatMap(({ id: source, staleAfterMs }): Raised[] => {
    const staleMs = staleSinceMs(freshness.get(source), staleAfterMs, now.getTime());
    const failing = known.find((each) => isSame(each, { source, condition: "reconcile_failed" }));
    return [
      staleMs === null ? null : { condition: "stale" as const, since: new Date(staleMs), message: "source went stale" },
      refusedCondition(refused.get(source) ?? 0, now),
      failedCondition(runs.get(source) ?? [], failing),
    ].flatMap((each) => (each === null ? [] : [{ source, ...each }]));
  });
}

type Named = Pick<SourceCondition, "source" | "condition">;

type Found = Omit<Raised, "source"> | null;

function refusedCondition(count: number, now: Date): Found {
  if (count <= refusedPerHour) return null;
  return { condition: "refused", since: now, message: `${count} refused signatures in an hour` };
}

/** A run that was stopped counts as failed until one comes to its end, also while it is being tried again. */
function failedCondition(runs: readonly ReconcileView[], failing: SourceCondition | undefined): Found {
  const condition = "reconcile_failed";
  const stopped = runs.find(({ finishedAt, error }) => finishedAt === null && error !== null);
  if (stopped !== undefined) {
    return { condition, since: stopped.progressedAt, message: `reconcile failed: ${stopped.error}` };
  }
  if (failing === undefined) return null;
  const hasEnded = runs.some(({ finishedAt }) => finishedAt !== null && finishedAt > failing.since);
  return hasEnded ? null : { condition, since: failing.since, message: "" };
}

function isSame(a: Named, b: Named): boolean {
  return a.source === b.source && a.condition === b.condition;
}

function alertOf({ source, condition, since }: SourceCondition, active: boolean, message: string): Alert {
  return { kind: "source", data: { source, condition, active, since: since.toISOString(), message } };
}

/** Of finished runs; a source's first has nothing that could have drifted. */
async function driftAlerts(trx: Transaction<Schema>, now: Date): Promise<Alert[]> {
  const runs = await takeUntoldReconciles(trx, now, runsPerTurn);
  return runs
    .filter(({ drift, first }) => drift > 0 && !first)
    .map(({ source, drift, removed, id }) => ({
      kind: "source",
      data: { source, condition: "drift", drift, removed, reconcile: id, message: `drift found in ${drift} issues` },
    }));
}
