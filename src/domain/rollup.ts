/** An objective's progress from its key results, guardrails and children. See spec domain.md section 3. */
import { exactSum } from "./exact-sum.ts";
import type { Objective } from "./okr.ts";

/** A key result or a child objective, measured. */
export interface RollUpPart {
  weight: number;
  progress: number | null;
  guardrail?: boolean;
}

/**
 * Weighted mean over what is not a guardrail, capped by each guardrail; children join with `withChildren`. What has no data
 * counts as 0; null where nothing has data, or nothing but guardrails has weight.
 */
export function rollUpObjective(
  rollup: Objective["rollup"],
  keyResults: readonly RollUpPart[],
  children: readonly RollUpPart[],
): number | null {
  const parts = rollup === "withChildren" ? [...keyResults, ...children] : keyResults;
  if (parts.every(({ progress }) => progress === null)) return null;
  const mean = weightedMean(parts.filter(({ guardrail }) => guardrail !== true));
  if (mean === null) return null;
  const caps = parts.filter(({ guardrail }) => guardrail === true).map(({ progress }) => progress ?? 0);
  return Math.min(mean, ...caps);
}

/** Null where the weights add up to nothing. */
function weightedMean(parts: readonly RollUpPart[]): number | null {
  const weights = exactSum(parts.map(({ weight }) => ({ count: 1, value: weight })));
  if (weights === 0) return null;
  return exactSum(parts.map(({ weight, progress }) => ({ count: 1, value: weight * (progress ?? 0) }))) / weights;
}

/** Each objective after those it is made of: its children under `withChildren`, and those its key results measure. Throws on a cycle. */
export function objectiveOrder(objectives: readonly Objective[]): Objective[] {
  const byId = new Map(objectives.map((objective) => [objective.id, objective]));
  const childrenOf = Map.groupBy(objectives, ({ parent }) => parent);
  const order = new Set<Objective>();
  const open = new Set<Objective>();
  const visit = (objective: Objective) => {
    if (order.has(objective)) return;
    if (open.has(objective)) throw new RangeError(`objective ${objective.id} is made of itself`);
    open.add(objective);
    const children = objective.rollup === "withChildren" ? (childrenOf.get(objective.id) ?? []) : [];
    for (const each of [...children, ...measuredBy(objective, byId)]) visit(each);
    order.add(objective);
  };
  for (const objective of objectives) visit(objective);
  return [...order];
}

function measuredBy(objective: Objective, byId: ReadonlyMap<string, Objective>): Objective[] {
  return objective.keyResults.flatMap(({ measure }) => {
    const measured = measure.kind === "objective" ? byId.get(measure.objective) : undefined;
    return measured === undefined ? [] : [measured];
  });
}
