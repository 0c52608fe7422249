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
  const groups = new Map<string, LedgerGroup>();
  for (const { statusCategory, counted, reason, match, size, credit, completedAt, issueRef } of rows) {
    const key = JSON.stringify([statusCategory, reason, match.weight, size, credit]);
    const group = groups.get(key);
    const row = {
      statusCategory,
      counted,
      reason,
      weight: match.weight,
      size,
      credit,
      completedAt,
      issueRef,
      count: 1,
    };
    if (group === undefined) groups.set(key, row);
    else groups.set(key, { ...(compareCompletion(group, row) < 0 ? row : group), count: group.count + 1 });
  }
  return [...groups.values()];
}
