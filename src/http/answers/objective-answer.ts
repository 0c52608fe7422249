/** An objective at one moment. */
import { dayStartMs, dayMs } from "../../domain/day.ts";
import { expectedAt, grade, healthOf } from "../../domain/health.ts";
import type { Instant } from "../../domain/issue.ts";
import type { Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";

export interface ObjectiveFacts {
  progress: number | null;
  stale: boolean;
  keyResults: KeyResultAnswer[];
  children: string[];
}

export function objectiveAnswer(objective: Objective, facts: ObjectiveFacts, now: Instant): ObjectiveAnswer {
  const { id, title, period, kind, parent, pace, start, due, health: thresholds } = objective;
  const { progress, stale, keyResults, children } = facts;
  const expected = expectedAt(pace, start, due, now);
  const health = healthOf({ progress, expected, stale, thresholds });
  return {
    id,
    title,
    period,
    kind,
    parent,
    progress,
    expected,
    health,
    grade: gradeAt(objective, progress, now),
    keyResults,
    children,
  };
}

/** Null until the due day is over, and without data. */
function gradeAt({ kind, due }: Objective, progress: number | null, now: Instant): ObjectiveAnswer["grade"] {
  const result = Date.parse(now) < dayStartMs(due) + dayMs ? null : grade(kind, progress);
  return result === null || progress === null ? null : { score: progress, met: result === "met" };
}
