/** Everything from nothing: ledger, key results and objectives out of states, links and check-in values. The laws compare with it. */
import type { Contribution } from "./contribution.ts";
import type { IssueState } from "./issue.ts";
import { contributionsOf, settleGrain } from "./ledger.ts";
import type { CompiledMapping } from "./mapping.ts";
import type { LinkIndex } from "./match.ts";
import { groupsOf, measure } from "./measure.ts";
import type { Day, KeyResult, Objective } from "./okr.ts";
import type { KeyResultProgress } from "./progress.ts";
import { objectiveOrder, rollUpObjective } from "./rollup.ts";
import { buildTree } from "./tree.ts";

export interface StandingInputs {
  states: Iterable<IssueState>;
  objectives: readonly Objective[];
  compiled: CompiledMapping;
  links: LinkIndex;
  /** The latest check-in value of each key result that has one. */
  values: ReadonlyMap<string, number>;
  today: Day;
}

export interface Standing {
  /** Settled rows by key result. */
  ledger: ReadonlyMap<string, readonly Contribution[]>;
  keyResults: ReadonlyMap<string, KeyResultProgress>;
  objectives: ReadonlyMap<string, number | null>;
}

export function standingOf({ states, objectives, compiled, links, values, today }: StandingInputs): Standing {
  const tree = buildTree(states);
  const refs = [...tree].map(({ issue }) => issue.ref);
  const rows = Map.groupBy(contributionsOf(tree, refs, compiled, links, today), (row) => row.keyResultId);
  const ledger = new Map<string, readonly Contribution[]>();
  const keyResults = new Map<string, KeyResultProgress>();
  const progress = new Map<string, number | null>();
  for (const objective of objectiveOrder(objectives)) {
    for (const keyResult of objective.keyResults) {
      const settled = settleGrain(keyResult, rows.get(keyResult.id) ?? []);
      ledger.set(keyResult.id, settled);
      const inputs = {
        latestValue: values.get(keyResult.id) ?? null,
        objectiveProgress: measuredObjective(keyResult, progress),
      };
      keyResults.set(keyResult.id, measure(keyResult, groupsOf(settled), inputs));
    }
    progress.set(objective.id, objectiveProgress(objective, objectives, keyResults, progress));
  }
  return { ledger, keyResults, objectives: progress };
}

function measuredObjective({ measure: by }: KeyResult, progress: ReadonlyMap<string, number | null>): number | null {
  return by.kind === "objective" ? (progress.get(by.objective) ?? null) : null;
}

function objectiveProgress(
  objective: Objective,
  objectives: readonly Objective[],
  keyResults: ReadonlyMap<string, KeyResultProgress>,
  progress: ReadonlyMap<string, number | null>,
): number | null {
  const own = objective.keyResults.map(({ id, weight, guardrail }) => ({
    weight,
    guardrail,
    progress: keyResults.get(id)?.progress ?? null,
  }));
  const children = objectives
    .filter((child) => child.parent === objective.id)
    .map((child) => ({ weight: child.weight, progress: progress.get(child.id) ?? null }));
  return rollUpObjective(objective.rollup, own, children);
}
