/** A key result at one moment. */
import type { CheckIn } from "../../domain/check-in.ts";
import type { Forecast } from "../../domain/forecast.ts";
import { confidenceAt, expectedAt, healthOf, statedHealthAt } from "../../domain/health.ts";
import type { Instant } from "../../domain/issue.ts";
import type { KeyResult } from "../../domain/okr.ts";
import type { Counts } from "../../domain/progress.ts";
import type { ProgressView } from "../../store/views/progress.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import { measureAnswer, scaleOf } from "./measure-answer.ts";

export interface KeyResultFacts {
  /** Undefined where nothing was recorded yet. */
  row: (Omit<ProgressView, "subject" | "id" | "changedAt"> & { changedAt: Date | null }) | undefined;
  checkIns: readonly CheckIn[];
  forecast: Forecast | null;
  stale: boolean;
  /** Shown where nothing was recorded yet. */
  revision: number;
}

const noIssues: Counts = { backlog: 0, unstarted: 0, started: 0, completed: 0, canceled: 0 };

export function keyResultAnswer(keyResult: KeyResult, facts: KeyResultFacts, now: Instant): KeyResultAnswer {
  const { id, objectiveId, title, owner, weight, measure, pace, start, due, health: thresholds } = keyResult;
  const { row, checkIns, forecast, stale } = facts;
  const progress = row?.progress ?? null;
  const expected = expectedAt(pace, start, due, now);
  return {
    id,
    objectiveId,
    title,
    owner,
    weight,
    measure: measureAnswer(measure),
    value: row?.value ?? null,
    ...scaleOf(keyResult),
    progress,
    rawProgress: row?.rawProgress ?? null,
    expected,
    health: healthOf({ progress, expected, stale, thresholds }),
    statedHealth: statedHealthAt(checkIns, now)?.health ?? null,
    confidence: confidenceAt(checkIns, now),
    counts: row?.counts ?? noIssues,
    forecast,
    revision: row?.revision ?? facts.revision,
    changedAt: row?.changedAt?.toISOString() ?? null,
    stale,
  };
}
