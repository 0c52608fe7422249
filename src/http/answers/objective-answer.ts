/** An objective at one moment. */
import { dayEndMs, type Frozen } from "../../domain/closing.ts";
import { expectedAt, type Grade, grade, healthOf } from "../../domain/health.ts";
import type { Instant } from "../../domain/issue.ts";
import type { Objective } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";

export interface ObjectiveFacts {
  progress: number | null;
  /** Where its period is closed. */
  frozen: Pick<Frozen, "grade"> | undefined;
  stale: boolean;
  keyResults: KeyResultAnswer[];
  children: string[];
}

export function objectiveAnswer(objective: Objective, facts: ObjectiveFacts, now: Instant): ObjectiveAnswer {
  const { id, title, description, period, team, owner, weight, kind, parent } = objective;
  const { progress, frozen, stale, keyResults, children } = facts;
  const expected = expectedAt(objective.pace, objective.start, objective.due, now);
  const health = healthOf({ progress, expected, stale, thresholds: objective.health });
  return {
    id,
    title,
    description,
    period,
    team,
    owner,
    weight,
    kind,
    parent,
    progress,
    expected,
    health,
    grade: gradeAnswer(frozen === undefined ? gradeAt(objective, progress, now) : frozen.grade, progress),
    keyResults,
    children,
  };
}

/** Null until the due day is over, and without data. */
function gradeAt({ kind, due }: Objective, progress: number | null, now: Instant): Grade | null {
  return Date.parse(now) > dayEndMs(due) ? grade(kind, progress) : null;
}

function gradeAnswer(result: Grade | null, progress: number | null): ObjectiveAnswer["grade"] {
  return result === null || progress === null ? null : { score: progress, met: result === "met" };
}
