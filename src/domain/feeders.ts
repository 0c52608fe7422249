/** What feeds a key result: its own ledger, and through `objective` measures and children the ledgers of others. */
import type { KeyResult, Objective } from "./okr.ts";

type Objectives = readonly Objective[];

/** Ids of the key results whose ledgers a key result's progress depends on, itself included. */
export function keyResultsFeeding(objectives: Objectives, { id, measure }: KeyResult): ReadonlySet<string> {
  const measured = measure.kind === "objective" ? find(objectives, measure.objective) : undefined;
  return new Set([id, ...(measured === undefined ? [] : keyResultsFeedingObjective(objectives, measured))]);
}

/** Ids of the key results whose ledgers an objective's progress depends on. */
export function keyResultsFeedingObjective(objectives: Objectives, objective: Objective): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [objective];
  const seen = new Set<Objective>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...childrenInRollup(objectives, next));
    for (const { id, measure } of next.keyResults) {
      found.add(id);
      const measured = measure.kind === "objective" ? find(objectives, measure.objective) : undefined;
      if (measured !== undefined) open.push(measured);
    }
  }
  return found;
}

function find(objectives: Objectives, id: string): Objective | undefined {
  return objectives.find((objective) => objective.id === id);
}

function childrenInRollup(objectives: Objectives, { id, rollup }: Objective): Objective[] {
  return rollup === "withChildren" ? objectives.filter(({ parent }) => parent === id) : [];
}
