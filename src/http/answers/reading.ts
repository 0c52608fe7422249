/** Objectives and key results out of what was read of them, now or at a past instant. */
import type { Instant } from "../../domain/issue.ts";
import { keyResultsFeeding, keyResultsFeedingObjective } from "../../domain/feeders.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import type { Facts } from "./facts.ts";
import type { ForecastReader } from "./forecast-cache.ts";
import { forecastInputs } from "./forecast-inputs.ts";
import { keyResultAnswer } from "./key-result-answer.ts";
import { objectiveAnswer } from "./objective-answer.ts";

export interface Reading {
  /** All of the configuration. */
  objectives: readonly Objective[];
  revision: number;
  facts: Facts;
  now: Instant;
  forecast: ForecastReader;
  /** Whether a stale source feeds any of these key results' ledgers. */
  isStale: (keyResultIds: ReadonlySet<string>) => boolean;
}

export async function answerObjective(reading: Reading, objective: Objective): Promise<ObjectiveAnswer> {
  const { facts, isStale, objectives, now } = reading;
  const keyResults = await Promise.all(objective.keyResults.map((each) => answerKeyResult(reading, each)));
  const children = objectives.filter(({ parent }) => parent === objective.id).map(({ id }) => id);
  const frozen = facts.frozen.get(objective.id);
  const { progress } = frozen ?? facts.objectives.get(objective.id) ?? { progress: null };
  const stale = frozen === undefined && isStale(keyResultsFeedingObjective(objectives, objective));
  return objectiveAnswer(objective, { progress, frozen, stale, keyResults, children }, now);
}

export async function answerKeyResult(reading: Reading, keyResult: KeyResult): Promise<KeyResultAnswer> {
  const { facts, isStale, objectives, revision, now } = reading;
  const checkIns = facts.checkIns.get(keyResult.id) ?? [];
  const frozen = facts.frozen.get(keyResult.id);
  if (frozen !== undefined) {
    const row = { ...frozen, changedAt: frozen.closedAt };
    return keyResultAnswer(keyResult, { row, checkIns, forecast: null, stale: false, revision }, now);
  }
  const row = facts.keyResults.get(keyResult.id);
  const completed = facts.completedDays.get(keyResult.id) ?? [];
  const forecast = await reading.forecast(keyResult.id, forecastInputs(keyResult, row, completed, now.slice(0, 10)));
  const stale = isStale(keyResultsFeeding(objectives, keyResult));
  return keyResultAnswer(keyResult, { row, checkIns, forecast, stale, revision }, now);
}

/** Ids of all key results on whose ledgers any of these depend. */
export function feederIds(
  all: readonly Objective[],
  objectives: readonly Objective[],
  keyResults: readonly KeyResult[],
): string[] {
  const ids = new Set<string>();
  for (const each of keyResults) for (const id of keyResultsFeeding(all, each)) ids.add(id);
  for (const each of objectives) for (const id of keyResultsFeedingObjective(all, each)) ids.add(id);
  return [...ids];
}
