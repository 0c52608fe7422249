/** Reads objectives and key results as they stand now. */
import type { Config } from "../../config/config.ts";
import type { Deps } from "../../deps.ts";
import { toInstant } from "../../domain/day.ts";
import type { Objective } from "../../domain/okr.ts";
import { getKeyResult, getObjective } from "../get-subject.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import { createForecastBook, type ForecastBook } from "./forecast-book.ts";
import { createForecastPool } from "./forecast-pool.ts";
import { type CheckedModel, createReadModel } from "./read-model.ts";
import { answerObjective, type Reading } from "./reading.ts";

type Named = Pick<Objective, "id">;

export interface AnswerReader {
  /** Throws OBJECTIVE_UNKNOWN. */
  readObjective(id: string): Promise<ObjectiveAnswer>;
  /** All as of one moment; throws OBJECTIVE_UNKNOWN. */
  readObjectives(objectives: readonly Named[]): Promise<ObjectiveAnswer[]>;
  /** Throws KEY_RESULT_UNKNOWN. */
  readKeyResult(id: string): Promise<KeyResultAnswer>;
  /** Those that are chosen of the configuration in force; forecasts may still be pending. */
  readChosen(choose: (config: Config) => readonly Objective[]): Promise<ObjectiveAnswer[]>;
}

/** What readers of the present share. */
export interface Shared {
  readModel: () => Promise<CheckedModel>;
  forecasts: ForecastBook;
}

export function createAnswerReader(deps: Deps, shared: Shared = sharedBy(deps)): AnswerReader {
  const { forecasts } = shared;

  /** What the model holds, at this instant: it may itself be a minute old. */
  async function readPresent(): Promise<{ config: Config; reading: Reading }> {
    const { current, reading } = (await shared.readModel()).model;
    return { config: current.config, reading: { ...reading, now: toInstant(deps.clock().getTime()) } };
  }

  /** Waits for its forecasts, where they are not there yet. */
  async function settled(reading: Reading, objective: Objective): Promise<ObjectiveAnswer> {
    const ids = objective.keyResults.map(({ id }) => id);
    if (ids.some((id) => reading.forecastOf(id).pending)) await forecasts.settle(ids);
    return answerObjective(reading, objective);
  }

  return {
    async readObjective(id) {
      const { config, reading } = await readPresent();
      return settled(reading, getObjective(config, id));
    },
    async readObjectives(wanted) {
      const { config, reading } = await readPresent();
      return Promise.all(wanted.map(({ id }) => settled(reading, getObjective(config, id))));
    },
    async readKeyResult(id) {
      const { config, reading } = await readPresent();
      const { objectiveId } = getKeyResult(config, id);
      const { keyResults } = await settled(reading, getObjective(config, objectiveId));
      return keyResults.find((each) => each.id === id)!;
    },
    async readChosen(choose) {
      const { config, reading } = await readPresent();
      return choose(config).map((objective) => answerObjective(reading, objective));
    },
  };
}

function sharedBy(deps: Deps): Shared {
  const forecasts = createForecastBook(createForecastPool(deps.log));
  return { readModel: createReadModel(deps, forecasts), forecasts };
}
