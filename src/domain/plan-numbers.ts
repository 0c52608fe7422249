/** Key results and objectives out of grouped ledgers and check-in values: what a roll-up of everything arrives at. */
import type { LedgerGroup } from "./ledger-group.ts";
import { measure } from "./measure.ts";
import type { KeyResult, Objective } from "./okr.ts";
import type { KeyResultProgress } from "./progress.ts";
import { objectiveOrder, rollUpObjective } from "./rollup.ts";

export interface NumbersInputs {
  objectives: readonly Objective[];
  /** Settled ledgers by key result; none for those without rows. */
  groups: ReadonlyMap<string, readonly LedgerGroup[]>;
  /** The latest check-in value of each key result that has one. */
  values: ReadonlyMap<string, number>;
}

export interface Numbers {
  keyResults: ReadonlyMap<string, KeyResultProgress>;
  objectives: ReadonlyMap<string, number | null>;
}

export function numbersOf({ objectives, groups, values }: NumbersInputs): Numbers {
  const keyResults = new Map<string, KeyResultProgress>();
  const progress = new Map<string, number | null>();
  for (const objective of objectiveOrder(objectives)) {
    for (const keyResult of objective.keyResults) {
      const latestValue = values.get(keyResult.id) ?? null;
      const inputs = { latestValue, objectiveProgress: measuredObjective(keyResult, progress) };
      keyResults.set(keyResult.id, measure(keyResult, groups.get(keyResult.id) ?? [], inputs));
    }
    progress.set(objective.id, progressOf(objective, objectives, keyResults, progress));
  }
  return { keyResults, objectives: progress };
}

function measuredObjective({ measure: by }: KeyResult, progress: ReadonlyMap<string, number | null>): number | null {
  return by.kind === "objective" ? progress.get(by.objective)! : null;
}

function progressOf(
  { id, rollup, keyResults: own }: Objective,
  objectives: readonly Objective[],
  keyResults: ReadonlyMap<string, KeyResultProgress>,
  progress: ReadonlyMap<string, number | null>,
): number | null {
  const parts = own.map((each) => ({ ...each, progress: keyResults.get(each.id)!.progress }));
  const children = rollup === "withChildren" ? objectives.filter(({ parent }) => parent === id) : [];
  return rollUpObjective(
    rollup,
    parts,
    children.map((child) => ({ weight: child.weight, progress: progress.get(child.id)! })),
  );
}
