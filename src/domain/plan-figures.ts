/** How a plan's numbers read: shares as percents, with the value where that is another number. */
import { displayPercent } from "./health.ts";
import type { Figures, KeyResultChange, ObjectiveChange, Plan } from "./plan-changes.ts";

export interface Line {
  id: string;
  isObjective: boolean;
  before: string;
  after: string;
  /** Whether progress rises, falls or stays. */
  direction: "up" | "down" | "level";
  /** What else there is to say. */
  notes: readonly string[];
}

/** A plan as lines: objectives, then key results. */
export function linesOf({ objectives, keyResults }: Plan): Line[] {
  return [...objectives.map(objectiveLine), ...keyResults.map(keyResultLine)];
}

/** `2 key results and 1 objective change`, and how many links are orphaned. */
export function headline({ changed, keyResults, objectives, orphanedLinks, revision }: Plan): string {
  const against = revision === 0 ? "nothing is in force yet" : `compared with configuration revision ${revision}`;
  if (!changed) return `Nothing changes (${against}).`;
  const parts = [
    ...(keyResults.length > 0 ? [counted(keyResults.length, "key result")] : []),
    ...(objectives.length > 0 ? [counted(objectives.length, "objective")] : []),
  ];
  const sum = keyResults.length + objectives.length;
  const change = parts.length === 0 ? [] : [`${parts.join(" and ")} ${sum === 1 ? "changes" : "change"}`];
  const orphans = orphanedLinks.length;
  const lost = orphans === 0 ? [] : [`${counted(orphans, "link")} ${orphans === 1 ? "is" : "are"} orphaned`];
  return `${[...change, ...lost].join(", ")} (${against}).`;
}

/** Why an issue is lost that still matches. */
export function lossReason(reason: "canceled" | "grain" | null): string {
  if (reason === null) return "";
  return reason === "grain" ? "still matched, but not by its grain" : "still matched, but canceled";
}

function objectiveLine({ id, change, before, after, closed }: ObjectiveChange): Line {
  const sides = distinct(before, after, formatPercent);
  return {
    id,
    isObjective: true,
    before: change === "added" ? "new" : sides.before,
    after: change === "removed" ? "gone" : sides.after,
    direction: change === "moved" ? directionOf(before, after) : "level",
    notes: closedNote(closed),
  };
}

function keyResultLine({ id, before, after, gainedCount, lostCount, reweighedCount, closed }: KeyResultChange): Line {
  const sides = distinct(before, after, formatFigures);
  return {
    id,
    isObjective: false,
    before: before === null ? "new" : sides.before,
    after: after === null ? "gone" : sides.after,
    direction: before === null || after === null ? "level" : directionOf(before.progress, after.progress),
    notes: [
      ...(gainedCount > 0 ? [`+${counted(gainedCount, "issue")}`] : []),
      ...(lostCount > 0 ? [`−${counted(lostCount, "issue")}`] : []),
      ...(reweighedCount > 0 ? [`${counted(reweighedCount, "issue")} counted otherwise`] : []),
      ...closedNote(closed),
    ],
  };
}

function closedNote(closed: boolean): string[] {
  return closed ? ["the period is closed: the numbers stay"] : [];
}

/** Numbers that only rounding makes alike are written out. */
function distinct<T extends Figures | number>(
  before: T | null,
  after: T | null,
  format: (side: T | null) => string,
): { before: string; after: string } {
  const sides = { before: format(before), after: format(after) };
  if (before === null || after === null || sides.before !== sides.after) return sides;
  return JSON.stringify(before) === JSON.stringify(after) ? sides : { before: inFull(before), after: inFull(after) };
}

function inFull(side: Figures | number): string {
  if (typeof side === "number") return String(side);
  const { progress, value } = side;
  return progress === value ? String(progress) : `${progress ?? "–"} (${value ?? "–"})`;
}

function formatFigures(figures: Figures | null): string {
  if (figures === null) return "–";
  const { progress, value } = figures;
  const share = formatPercent(progress);
  return value === null || value === progress ? share : `${share} (${Number(value.toPrecision(4))})`;
}

function formatPercent(share: number | null): string {
  return share === null ? "–" : `${displayPercent(share)} %`;
}

/** No data counts as 0. */
function directionOf(before: number | null, after: number | null): Line["direction"] {
  const difference = (after ?? 0) - (before ?? 0);
  return difference > 0 ? "up" : difference < 0 ? "down" : "level";
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
