/** What a row of the ledger was before it was what it is: from its issue's creation, start and completion. */
import { compareText } from "./compare-text.ts";
import type { Contribution } from "./contribution.ts";
import { creditOf } from "./credit.ts";
import type { Instant, Issue, StatusCategory } from "./issue.ts";
import type { KeyResult } from "./okr.ts";
import { sizeOf } from "./size.ts";

/** A settled row and the issue that it is of, both as they are now. */
export interface PastRow {
  row: Contribution;
  issue: Issue;
}

export interface Phase {
  /** From then on; null: for as long as anybody can tell. */
  from: Instant | null;
  row: Contribution;
}

/**
 * In the order of time, each ending the one before; the first begins with the issue. What was never dated never happened:
 * work that is completed nobody knows when has no credit in the past. What is canceled always was.
 */
export function phasesOf({ row, issue }: PastRow, keyResult: KeyResult): Phase[] {
  const { createdAt, startedAt, completedAt, statusCategory } = issue;
  const dated = [startedAt, completedAt].filter((at) => at !== null).sort(compareText);
  const phases: Phase[] = [{ from: createdAt ?? dated[0] ?? null, row: rowIn("unstarted", row, issue, keyResult) }];
  if (statusCategory !== "started" && statusCategory !== "completed") return [{ ...phases[0]!, row }];
  if (startedAt !== null && (completedAt === null || startedAt < completedAt)) {
    const present = statusCategory === "started";
    phases.push({ from: startedAt, row: present ? row : rowIn("started", row, issue, keyResult) });
  }
  if (completedAt !== null) phases.push({ from: completedAt, row });
  return phases;
}

/** The row while its issue was in another category, in a status that nobody remembers. */
function rowIn(statusCategory: StatusCategory, row: Contribution, issue: Issue, keyResult: KeyResult): Contribution {
  const past = { ...issue, statusCategory, status: "", completedAt: null };
  return {
    ...row,
    statusCategory,
    completedAt: null,
    size: sizeOf(past, keyResult),
    credit: creditOf(past, keyResult),
  };
}
