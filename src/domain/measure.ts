/** A key result's value and progress from its ledger alone. See spec domain.md section 3. */
import { countsAsCompleted } from "./credit.ts";
import { exactSum } from "./exact-sum.ts";
import { statusCategories } from "./issue.ts";
import type { LedgerGroup } from "./ledger-group.ts";
import type { KeyResult } from "./okr.ts";
import type { Counts, KeyResultProgress } from "./progress.ts";
import { capped, type MeasureInputs, numberOfRows, readMeasure } from "./reading.ts";

export { groupsOf, type LedgerGroup } from "./ledger-group.ts";
export type { MeasureInputs } from "./reading.ts";

type Groups = readonly LedgerGroup[];

/** Neither the order of the groups nor how rows are grouped shows in any bit. */
export function measure(keyResult: KeyResult, groups: Groups, inputs: MeasureInputs): KeyResultProgress {
  const counted = groups.filter((group) => group.counted);
  const completed = counted.filter((group) => countsAsCompleted(group.statusCategory, keyResult.canceled));
  const inScope = sumOf(counted, weighted);
  const credited = sumOf(counted, (group) => weighted(group) * group.credit);
  const { value, rawProgress } = readMeasure(keyResult.measure, { counted, completed, inScope, credited }, inputs);
  const progress = rawProgress === null ? null : Math.min(Math.max(rawProgress, 0), 1);
  return { value, progress, rawProgress, counts: countsOf(groups), inScope, credited };
}

/** Matched and past the grain: canceled ones included. */
function countsOf(groups: Groups): Counts {
  const past = groups.filter((group) => group.reason !== "grain");
  const entries = statusCategories.map((category) => [
    category,
    numberOfRows(past.filter((group) => group.statusCategory === category)),
  ]);
  return Object.fromEntries(entries) as Counts;
}

function weighted({ weight, size }: LedgerGroup): number {
  return capped(weight * size);
}

function sumOf(groups: Groups, valueOf: (group: LedgerGroup) => number): number {
  return exactSum(groups.map((group) => ({ count: group.count, value: valueOf(group) })));
}
