/** Objectives and key results of the configuration in force, by id. */
import { type Config, keyResultsOf } from "../config/config.ts";
import type { KeyResult, Objective } from "../domain/okr.ts";
import { codedError } from "../errors.ts";

/** Throws OBJECTIVE_UNKNOWN. */
export function getObjective(config: Config, id: string): Objective {
  const objective = config.objectives.find((each) => each.id === id);
  if (objective === undefined) throw codedError("OBJECTIVE_UNKNOWN", "no objective has this id");
  return objective;
}

/** Throws KEY_RESULT_UNKNOWN. */
export function getKeyResult(config: Config, id: string): KeyResult {
  const keyResult = keyResultsOf(config).find((each) => each.id === id);
  if (keyResult === undefined) throw codedError("KEY_RESULT_UNKNOWN", "no key result has this id");
  return keyResult;
}
