/** Objectives and key results out of what was read of them, now or at a past instant. */
import type { Instant } from "../../domain/issue.ts";
import { keyResultsFeeding, keyResultsFeedingObjective } from "../../domain/feeders.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import type { Facts } from "./facts.ts";
import type { Forecasted, WantedForecast } from "./forecast-book.ts";
import { forecastInputs } from "./forecast-inputs.ts";
import { keyResultAnswer } from "./key-result-answer.ts";
import { objectiveAnswer } from "./objective-answer.ts";

export interface Reading {
  /** All of the configuration. */
  objectives: readonly Objective[];
  revision: number;
  facts: Facts;
  now: Instant;
  forecastOf: (keyResultId: string) => Forecasted;
  /** Whether a stale source feeds any of these key results' ledgers. */
  isStale: (keyResultIds: ReadonlySet<string>) => boolean;
}

export function answerObjective(reading: Reading, objective: Objective): ObjectiveAnswer {
  const { facts, isStale, objectives, now } = reading;
  const keyResults = objective.keyResults.map((each) => answerKeyResult(reading, each));
  const children = objectives.filter(({ parent }) => parent === objective.id).map(({ id }) => id);
  const frozen = facts.frozen.get(objective.id);
  const { progress } = frozen ?? facts.objectives.get(objective.id) ?? { progress: null };
  const stale =
    frozen === undefined && facts.staleSources.size > 0 && isStale(keyResultsFeedingObjective(objectives, objective));
  return objectiveAnswer(objective, { progress, frozen, stale, keyResults, children }, now);
}

function answerKeyResult(reading: Reading, keyResult: KeyResult): KeyResultAnswer {
  const { facts, isStale, objectives, revision, now } = reading;
  const checkIns = facts.checkIns.get(keyResult.id) ?? [];
  const frozen = facts.frozen.get(keyResult.id);
  if (frozen !== undefined) {
    const row = { ...frozen, changedAt: frozen.closedAt };
    const forecasted = { forecast: null, pending: false };
    return keyResultAnswer(keyResult, { row, checkIns, forecasted, stale: false, revision }, now);
  }
  const row = facts.keyResults.get(keyResult.id);
  const forecasted = reading.forecastOf(keyResult.id);
  const stale = facts.staleSources.size > 0 && isStale(keyResultsFeeding(objectives, keyResult));
  return keyResultAnswer(keyResult, { row, checkIns, forecasted, stale, revision }, now);
}

/** What is to be forecast of these key results; nothing of those whose period is closed. */
export function wantedForecasts(facts: Facts, keyResults: readonly KeyResult[], now: Instant): WantedForecast[] {
  const today = now.slice(0, 10);
  return keyResults.map((keyResult) => {
    const { id } = keyResult;
    if (facts.frozen.has(id)) return { id, inputs: null };
    const completed = facts.completedDays.get(id) ?? [];
    return { id, inputs: forecastInputs(keyResult, facts.keyResults.get(id), completed, today) };
  });
}
