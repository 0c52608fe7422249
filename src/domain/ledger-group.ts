/** Rows of one key result that a measure cannot tell apart, counted together. */
import { compareText } from "./compare-text.ts";
import type { Contribution } from "./contribution.ts";
import type { Instant, IssueRef } from "./issue.ts";

export interface LedgerGroup extends Pick<Contribution, "statusCategory" | "counted" | "reason" | "size" | "credit"> {
  weight: number;
  /** Of the row that was completed last (see `compareCompletion`). */
  completedAt: Instant | null;
  /** That row; null where nobody asks which it is. */
  issueRef: IssueRef | null;
  count: number;
}

/** Which was completed first: rows without a time, then by time; by ref where equal. */
export function compareCompletion(
  a: Pick<LedgerGroup, "completedAt" | "issueRef">,
  b: Pick<LedgerGroup, "completedAt" | "issueRef">,
): number {
  return compareText(a.completedAt ?? "", b.completedAt ?? "") || compareText(a.issueRef ?? "", b.issueRef ?? "");
}

/** Groups equal in everything that adds up; their order does not matter to any measure. */
export function groupsOf(rows: readonly Contribution[]): LedgerGroup[] {
  const groups: LedgerGroups = new Map();
  for (const row of rows) addRow(groups, row);
  return [...groups.values()];
}

/** Groups by what their rows have in common. */
export type LedgerGroups = Map<string, LedgerGroup>;

export function addRow(groups: LedgerGroups, row: Contribution): void {
  const { statusCategory, counted, reason, match, size, credit, completedAt, issueRef } = row;
  const key = keyOf(row);
  const group = groups.get(key);
  const own = { statusCategory, counted, reason, weight: match.weight, size, credit, completedAt, issueRef, count: 1 };
  if (group === undefined) groups.set(key, own);
  else groups.set(key, { ...(compareCompletion(group, own) < 0 ? own : group), count: group.count + 1 });
}

/** Takes a row out again that is in; not a completed one, since its group may have taken its time of completion. */
export function removeRow(groups: LedgerGroups, row: Contribution): void {
  const key = keyOf(row);
  const group = groups.get(key)!;
  if (group.count === 1) groups.delete(key);
  else groups.set(key, { ...group, count: group.count - 1 });
}

function keyOf({ statusCategory, reason, match, size, credit }: Contribution): string {
  return JSON.stringify([statusCategory, reason, match.weight, size, credit]);
}
