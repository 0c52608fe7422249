/** A key result at one moment. */
import type { CheckIn } from "../../domain/check-in.ts";
import { confidenceAt, expectedAt, healthOf, statedHealthAt } from "../../domain/health.ts";
import type { Instant } from "../../domain/issue.ts";
import type { KeyResult } from "../../domain/okr.ts";
import type { Counts } from "../../domain/progress.ts";
import type { ProgressView } from "../../store/views/progress.ts";
import type { KeyResultAnswer } from "../schemas/key-result.ts";
import type { Forecasted } from "./forecast-book.ts";
import { measureAnswer, scaleOf } from "./measure-answer.ts";

export interface KeyResultFacts {
  /** Undefined where nothing was recorded yet. */
  row: (Omit<ProgressView, "subject" | "id" | "changedAt"> & { changedAt: Date | null }) | undefined;
  checkIns: readonly CheckIn[];
  forecasted: Forecasted;
  stale: boolean;
  /** Shown where nothing was recorded yet. */
  revision: number;
}

const noIssues: Counts = { backlog: 0, unstarted: 0, started: 0, completed: 0, canceled: 0 };

export function keyResultAnswer(keyResult: KeyResult, facts: KeyResultFacts, now: Instant): KeyResultAnswer {
  const { id, objectiveId, title, description, owner, weight, measure, pace, start, due } = keyResult;
  const { row, checkIns, forecasted, stale } = facts;
  const progress = row?.progress ?? null;
  const expected = expectedAt(pace, start, due, now);
  return {
    id,
    objectiveId,
    title,
    description,
    owner,
    weight,
    guardrail: keyResult.guardrail,
    grain: keyResult.grain,
    canceled: keyResult.canceled,
    startsOn: start,
    due,
    pace: typeof pace === "string" ? pace : pace.map(([elapsed, share]) => [elapsed, share]),
    measure: measureAnswer(measure),
    value: row?.value ?? null,
    ...scaleOf(keyResult),
    progress,
    rawProgress: row?.rawProgress ?? null,
    expected,
    health: healthOf({ progress, expected, stale, thresholds: keyResult.health }),
    statedHealth: statedHealthAt(checkIns, now)?.health ?? null,
    confidence: confidenceAt(checkIns, now),
    counts: row?.counts ?? noIssues,
    forecast: forecasted.forecast,
    forecastPending: forecasted.pending,
    revision: row?.revision ?? facts.revision,
    changedAt: row?.changedAt?.toISOString() ?? null,
    stale,
  };
}
