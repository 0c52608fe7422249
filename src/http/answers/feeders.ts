/** What feeds a key result: its own ledger, and through `objective` measures and children the ledgers of others. */
import type { Config } from "../../config/config.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";

/** Ids of the key results whose ledgers a key result's progress depends on, itself included. */
export function keyResultsFeeding(config: Config, keyResult: KeyResult): ReadonlySet<string> {
  const { measure } = keyResult;
  const measured = measure.kind === "objective" ? find(config, measure.objective) : undefined;
  return new Set([keyResult.id, ...(measured === undefined ? [] : keyResultsFeedingObjective(config, measured))]);
}

/** Ids of the key results whose ledgers an objective's progress depends on. */
export function keyResultsFeedingObjective(config: Config, objective: Objective): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [objective];
  const seen = new Set<Objective>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...childrenInRollup(config, next));
    for (const { id, measure } of next.keyResults) {
      found.add(id);
      const measured = measure.kind === "objective" ? find(config, measure.objective) : undefined;
      if (measured !== undefined) open.push(measured);
    }
  }
  return found;
}

function find(config: Config, id: string): Objective | undefined {
  return config.objectives.find((objective) => objective.id === id);
}

function childrenInRollup(config: Config, objective: Objective): Objective[] {
  if (objective.rollup !== "withChildren") return [];
  return config.objectives.filter(({ parent }) => parent === objective.id);
}
