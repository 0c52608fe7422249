/** When a period is over for good, and which of its numbers are frozen then. */
import { dayMs, dayStartMs } from "./day.ts";
import { type Grade, grade } from "./health.ts";
import type { KeyResult, Objective, Period } from "./okr.ts";
import type { KeyResultProgress } from "./progress.ts";
import type { Standing } from "./standing.ts";

/**
 * A period closes this long after its due day. Linear's last retry comes after 6 h, Jira's within 30 min, and a full
 * reconcile is due once a day: what happened in the period is known by then.
 */
export const closingGraceMs = 24 * 3_600_000;

/** The last millisecond of a day. */
export function dayEndMs(day: string): number {
  return dayStartMs(day) + dayMs - 1;
}

/** Whether a period is to be closed at this time. */
export function isOver({ due }: Pick<Period, "due">, nowMs: number): boolean {
  return nowMs > dayEndMs(due) + closingGraceMs;
}

export interface FrozenFigures {
  value: number | null;
  progress: number | null;
  rawProgress: number | null;
  counts: KeyResultProgress["counts"] | null;
  inScope: number | null;
  credited: number | null;
}

export interface Frozen extends FrozenFigures {
  subject: "key_result" | "objective";
  id: string;
  grade: Grade | null;
}

/** Whether a key result closes with its objective; one that is due later goes on. */
export function closesWith(objective: Objective, { due }: KeyResult): boolean {
  return due <= objective.due;
}

/** What the objectives of a period, and the key results that close with them, amounted to. */
export function frozenOf(period: Period, objectives: readonly Objective[], standing: Standing): Frozen[] {
  return objectives.filter((objective) => objective.period === period.id).flatMap((each) => frozenWith(each, standing));
}

function frozenWith(objective: Objective, standing: Standing): Frozen[] {
  const { id, kind } = objective;
  const progress = standing.objectives.get(id) ?? null;
  const none = { counts: null, inScope: null, credited: null };
  const own: Frozen = {
    subject: "objective",
    id,
    value: progress,
    progress,
    rawProgress: progress,
    ...none,
    grade: grade(kind, progress),
  };
  const keyResults = objective.keyResults
    .filter((keyResult) => closesWith(objective, keyResult))
    .map((keyResult): Frozen => {
      const figures = standing.keyResults.get(keyResult.id)!;
      return { subject: "key_result", id: keyResult.id, ...figures, grade: grade(kind, figures.progress) };
    });
  return [own, ...keyResults];
}
