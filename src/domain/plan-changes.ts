/** A plan as people read it: what each key result and objective shows before and after, as far as that differs. */
import type { PlannedRows } from "./plan-ledger.ts";

export interface Figures {
  progress: number | null;
  value: number | null;
}

/** What is shown of key results and objectives, in the order of the file. */
export interface Shown {
  keyResults: ReadonlyMap<string, Figures>;
  objectives: ReadonlyMap<string, number | null>;
  /** Ids of those whose numbers a closed period has frozen. */
  closed: ReadonlySet<string>;
}

export interface KeyResultChange extends Omit<PlannedRows, "groups"> {
  id: string;
  /** Null where the key result is new. */
  before: Figures | null;
  /** Null where it is gone. */
  after: Figures | null;
  /** Its period is closed: the numbers stay, whatever its issues do. */
  closed: boolean;
}

export interface ObjectiveChange {
  id: string;
  change: "added" | "removed" | "moved";
  /** Progress; null where there is no data, or no such objective on that side. */
  before: number | null;
  after: number | null;
  closed: boolean;
}

/** What a candidate configuration would change. */
export interface Plan {
  /** Whether any list but the warnings has something in it. */
  changed: boolean;
  /** Of the configuration that it is compared with; 0 before the first. */
  revision: number;
  keyResults: readonly KeyResultChange[];
  objectives: readonly ObjectiveChange[];
  /** Links to key results that would be gone. */
  orphanedLinks: readonly { id: string; issue: string; keyResult: string; weight: number }[];
  /** Advice, a line each. */
  warnings: readonly string[];
}

/** Those whose numbers or counted issues differ, and those that are on one side only: the candidate's, then what is gone. */
export function keyResultChanges(
  before: Shown,
  after: Shown,
  rows: ReadonlyMap<string, PlannedRows>,
): KeyResultChange[] {
  return idsOf(before.keyResults, after.keyResults)
    .map((id) => {
      const { groups: _groups, ...moves } = rows.get(id)!;
      const sides = { before: before.keyResults.get(id) ?? null, after: after.keyResults.get(id) ?? null };
      return { id, ...sides, ...moves, closed: after.closed.has(id) };
    })
    .filter(isChanged);
}

function isChanged({ before, after, gainedCount, lostCount, reweighedCount }: KeyResultChange): boolean {
  if (before === null || after === null) return true;
  const moved = before.progress !== after.progress || before.value !== after.value;
  return moved || gainedCount + lostCount + reweighedCount > 0;
}

/** Those whose progress differs, and those that are on one side only. */
export function objectiveChanges(before: Shown, after: Shown): ObjectiveChange[] {
  return idsOf(before.objectives, after.objectives).flatMap((id): ObjectiveChange[] => {
    const sides = { before: before.objectives.get(id) ?? null, after: after.objectives.get(id) ?? null };
    const closed = after.closed.has(id);
    if (!after.objectives.has(id)) return [{ id, change: "removed", ...sides, closed }];
    if (!before.objectives.has(id)) return [{ id, change: "added", ...sides, closed }];
    return sides.before === sides.after ? [] : [{ id, change: "moved", ...sides, closed }];
  });
}

function idsOf(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...after.keys(), ...before.keys()])];
}
