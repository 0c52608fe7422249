/** Reads objectives and key results as they stand now. */
import type { Deps } from "../../deps.ts";
import { stalenessOf } from "../../domain/freshness.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import { readFacts } from "./facts.ts";
import { createForecastCache } from "./forecast-cache.ts";
import { answerKeyResult, answerObjective, feederIds, type Reading } from "./reading.ts";

export interface AnswerReader {
  readObjectives(objectives: readonly Objective[]): Promise<ObjectiveAnswer[]>;
  readKeyResult(keyResult: KeyResult): Promise<KeyResultAnswer>;
}

export function createAnswerReader(deps: Deps): AnswerReader {
  const forecast = createForecastCache();

  async function read(objectives: readonly Objective[], keyResults: readonly KeyResult[]): Promise<Reading> {
    const { config, mapping, revision } = deps.current();
    const now = deps.clock().toISOString();
    const wanted = {
      all: config.objectives,
      objectiveIds: objectives.map(({ id }) => id),
      keyResultIds: keyResults.map(({ id }) => id),
      feederIds: feederIds(config.objectives, objectives, keyResults),
      sources: config.sources,
    };
    const facts = await readFacts(deps.database.db, wanted, now);
    const isStale = stalenessOf(mapping, facts.staleSources, facts.feeding);
    return { objectives: config.objectives, revision, facts, now, forecast, isStale };
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
