/** Reads objectives and key results as they stand now. */
import type { Config } from "../../config/config.ts";
import type { CurrentConfig, Deps } from "../../deps.ts";
import type { Instant } from "../../domain/issue.ts";
import { namesSource } from "../../domain/mapping.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import { type Facts, readFacts } from "./facts.ts";
import { keyResultsFeeding, keyResultsFeedingObjective } from "./feeders.ts";
import { createForecastCache, type ForecastReader } from "./forecast-cache.ts";
import { forecastInputs } from "./forecast-inputs.ts";
import { keyResultAnswer } from "./key-result-answer.ts";
import { objectiveAnswer } from "./objective-answer.ts";

export interface AnswerReader {
  readObjectives(objectives: readonly Objective[]): Promise<ObjectiveAnswer[]>;
  readKeyResult(keyResult: KeyResult): Promise<KeyResultAnswer>;
}

interface Reading {
  current: CurrentConfig;
  facts: Facts;
  now: Instant;
  forecast: ForecastReader;
  /** Whether a stale source feeds any of these key results' ledgers. */
  isStale: (keyResultIds: ReadonlySet<string>) => boolean;
}

export function createAnswerReader(deps: Deps): AnswerReader {
  const forecast = createForecastCache();

  async function read(objectives: readonly Objective[], keyResults: readonly KeyResult[]): Promise<Reading> {
    const current = deps.current();
    const { config } = current;
    const now = deps.clock().toISOString();
    const wanted = {
      objectiveIds: objectives.map(({ id }) => id),
      keyResultIds: keyResults.map(({ id }) => id),
      feederIds: feederIds(config, objectives, keyResults),
      sources: config.sources,
    };
    const facts = await readFacts(deps.database.db, wanted, now);
    return { current, facts, now, forecast, isStale: staleness(current, facts) };
  }

  return {
    async readObjectives(objectives) {
      const reading = await read(
        objectives,
        objectives.flatMap(({ keyResults }) => keyResults),
      );
      return Promise.all(objectives.map((objective) => answerObjective(reading, objective)));
    },
    async readKeyResult(keyResult) {
      return answerKeyResult(await read([], [keyResult]), keyResult);
    },
  };
}

async function answerObjective(reading: Reading, objective: Objective): Promise<ObjectiveAnswer> {
  const { facts, isStale, current, now } = reading;
  const { config } = current;
  const keyResults = await Promise.all(objective.keyResults.map((each) => answerKeyResult(reading, each)));
  const children = config.objectives.filter(({ parent }) => parent === objective.id).map(({ id }) => id);
  const progress = facts.objectives.get(objective.id)?.progress ?? null;
  const stale = isStale(keyResultsFeedingObjective(config, objective));
  return objectiveAnswer(objective, { progress, stale, keyResults, children }, now);
}

async function answerKeyResult(reading: Reading, keyResult: KeyResult): Promise<KeyResultAnswer> {
  const { facts, isStale, current, now } = reading;
  const row = facts.keyResults.get(keyResult.id);
  const completed = facts.completedDays.get(keyResult.id) ?? [];
  const forecast = await reading.forecast(keyResult.id, forecastInputs(keyResult, row, completed, now.slice(0, 10)));
  const checkIns = facts.checkIns.get(keyResult.id) ?? [];
  const stale = isStale(keyResultsFeeding(current.config, keyResult));
  return keyResultAnswer(keyResult, { row, checkIns, forecast, stale, revision: current.revision }, now);
}

function feederIds(config: Config, objectives: readonly Objective[], keyResults: readonly KeyResult[]): string[] {
  const ids = new Set<string>();
  for (const each of keyResults) for (const id of keyResultsFeeding(config, each)) ids.add(id);
  for (const each of objectives) for (const id of keyResultsFeedingObjective(config, each)) ids.add(id);
  return [...ids];
}

/** Sources feed by their issues in the ledger, and by a rule that names them while none of their issues is there yet. */
function staleness({ mapping }: CurrentConfig, facts: Facts): Reading["isStale"] {
  const stale = facts.staleSources;
  if (stale.size === 0) return () => false;
  const isFedByStale = (id: string) =>
    (facts.feeding.get(id) ?? []).some((source) => stale.has(source)) ||
    stale.values().some((source) => namesSource(mapping, id, source));
  return (ids) => ids.values().some(isFedByStale);
}
