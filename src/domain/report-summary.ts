/** A period's result in a few numbers. */
import { exactSum } from "./exact-sum.ts";
import type { Grade } from "./health.ts";

export interface ReportSummary {
  objectives: number;
  met: number;
  missed: number;
  /** Without a grade: not over yet, or without data. */
  ungraded: number;
  /** Mean over the objectives, null where there is none; what has no data counts as 0. */
  meanProgress: number | null;
}

export function summarise(graded: readonly { progress: number | null; grade: Grade | null }[]): ReportSummary {
  const objectives = graded.length;
  const countOf = (wanted: Grade | null) => graded.filter(({ grade }) => grade === wanted).length;
  const sum = exactSum(graded.map(({ progress }) => ({ count: 1, value: progress ?? 0 })));
  return {
    objectives,
    met: countOf("met"),
    missed: countOf("missed"),
    ungraded: countOf(null),
    meanProgress: objectives === 0 ? null : sum / objectives,
  };
}
