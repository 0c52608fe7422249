/** Tells of health that changed with time alone: because more is expected by now, or a source has fallen silent. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import type { Health } from "../src/domain/check-in.ts";
import { keyResultsFeeding, keyResultsFeedingObjective } from "../src/domain/feeders.ts";
import { stalenessOf, staleSources } from "../src/domain/freshness.ts";
import { expectedAt, healthOf } from "../src/domain/health.ts";
import type { KeyResult, Objective } from "../src/domain/okr.ts";
import { type Alert, listToldHealths, saveToldHealths, type ToldHealth } from "../src/store/alerts.ts";
import { lockRollUps } from "../src/store/locks.ts";
import { listClosures } from "../src/store/period-closures.ts";
import { findProgress, type Subject, subjectKey } from "../src/store/progress.ts";
import type { Schema } from "../src/store/schema.ts";
import { listFeedingSources, listSourceFreshness } from "../src/store/views/feeding-sources.ts";
import { tellAlerts } from "./tell-alerts.ts";

interface Watched extends Subject {
  of: Objective | KeyResult;
  /** Key results on whose ledgers it depends. */
  fedBy: ReadonlySet<string>;
}

/** What was told with a change of progress (see roll-up) is not told again. Closed periods have no health that moves. */
export async function watchHealth(deps: Deps, trx: Transaction<Schema>): Promise<void> {
  const now = deps.clock();
  // Progress and what was told of it move under this lock.
  await lockRollUps(trx);
  const present = await healthsNow(deps, trx, now);
  const told = new Map((await listToldHealths(trx)).map((each) => [subjectKey(each), each.health]));
  const moved = present.filter((each) => told.get(subjectKey(each)) !== each.health);
  await saveToldHealths(trx, moved, now);
  const alerts = moved.flatMap(({ subject, id, health }): Alert[] => {
    const previousHealth = told.get(subjectKey({ subject, id }));
    // The first look at something is no change.
    return previousHealth === undefined ? [] : [{ kind: "health", data: { subject, id, health, previousHealth } }];
  });
  await tellAlerts(trx, alerts, now);
}

async function healthsNow(deps: Deps, trx: Transaction<Schema>, now: Date): Promise<ToldHealth[]> {
  const { config, mapping } = deps.current();
  const closed = new Set((await listClosures(trx)).map(({ period, due }) => `${period} ${due}`));
  const open = config.objectives.filter(({ period, due }) => !closed.has(`${period} ${due}`));
  const watched = open.flatMap((objective) => watchedOf(config.objectives, objective));
  const recorded = await findProgress(trx, watched);
  const sourceIds = config.sources.map(({ id }) => id);
  const stale = staleSources(config.sources, await listSourceFreshness(trx, sourceIds), now.getTime());
  const feeding = stale.size === 0 ? new Map() : await listFeedingSources(trx, [...mapping.keyResults.keys()]);
  const isStale = stalenessOf(mapping, stale, feeding);
  return watched.map(({ subject, id, of, fedBy }) => {
    const progress = recorded.get(subjectKey({ subject, id }))?.progress ?? null;
    return { subject, id, health: healthAt(of, progress, isStale(fedBy), now) };
  });
}

function watchedOf(objectives: readonly Objective[], objective: Objective): Watched[] {
  return [
    { subject: "objective", id: objective.id, of: objective, fedBy: keyResultsFeedingObjective(objectives, objective) },
    ...objective.keyResults.map((of): Watched => {
      return { subject: "key_result", id: of.id, of, fedBy: keyResultsFeeding(objectives, of) };
    }),
  ];
}

function healthAt(of: Objective | KeyResult, progress: number | null, stale: boolean, now: Date): Health {
  const expected = expectedAt(of.pace, of.start, of.due, now.toISOString());
  return healthOf({ progress, expected, stale, thresholds: of.health });
}
