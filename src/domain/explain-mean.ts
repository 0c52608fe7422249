/** How an objective's progress comes about: the weighted mean of its parts, and the guardrails that cap it. */
import { exactSum } from "./exact-sum.ts";
import type { Objective } from "./okr.ts";
import { rollUpObjective } from "./rollup.ts";

export interface MeanPart {
  kind: "key_result" | "objective";
  id: string;
  weight: number;
  /** Null counts as 0. */
  progress: number | null;
  guardrail: boolean;
  /** Its part of all the weight in the mean, 0…1; null for guardrails, which cap it, and where nothing has weight. */
  share: number | null;
}

export interface ExplainedMean {
  parts: MeanPart[];
  /** Before the guardrails. */
  mean: number | null;
  /** The guardrail that holds the objective below its mean; null where none does. */
  cappedBy: string | null;
  progress: number | null;
}

type Measured = Pick<MeanPart, "id" | "weight" | "progress">;

/** Children that do not join the mean (`rollup: own`) are no parts of it. */
export function explainMean(
  rollup: Objective["rollup"],
  keyResults: readonly (Measured & { guardrail: boolean })[],
  children: readonly Measured[],
): ExplainedMean {
  const joining = rollup === "withChildren" ? children : [];
  const parts = [
    ...keyResults.map(({ id, weight, progress, guardrail }) => part("key_result", { id, weight, progress }, guardrail)),
    ...joining.map(({ id, weight, progress }) => part("objective", { id, weight, progress }, false)),
  ];
  const weights = exactSum(parts.map(({ weight, guardrail }) => ({ count: 1, value: guardrail ? 0 : weight })));
  const progress = rollUpObjective(rollup, keyResults, children);
  const open = keyResults.filter(({ guardrail }) => !guardrail);
  // What has no data counts as 0 as soon as anything, be it a guardrail, has some.
  const mean = progress === null ? null : (rollUpObjective(rollup, open, children) ?? 0);
  const lowest = parts.filter(({ guardrail }) => guardrail).sort((a, b) => valueOf(a) - valueOf(b))[0];
  const cappedBy = mean !== null && lowest !== undefined && valueOf(lowest) < mean ? lowest.id : null;
  return { parts: parts.map((each) => ({ ...each, share: shareOf(each, weights) })), mean, cappedBy, progress };
}

function part(kind: MeanPart["kind"], measured: Measured, guardrail: boolean): MeanPart {
  return { kind, ...measured, guardrail, share: null };
}

function valueOf({ progress }: MeanPart): number {
  return progress ?? 0;
}

function shareOf({ guardrail, weight }: MeanPart, weights: number): number | null {
  return guardrail || weights === 0 ? null : weight / weights;
}
