/** What is left of a key result, and what the last weeks finished, in the measure's own size. */
import type { ForecastInputs } from "../../domain/forecast.ts";
import { addDays } from "../../domain/day.ts";
import type { Day, KeyResult } from "../../domain/okr.ts";
import type { Counts } from "../../domain/progress.ts";
import type { CompletedDay } from "../../store/views/completed-work.ts";
import type { ProgressView } from "../../store/views/progress.ts";
import { learntDays } from "./facts.ts";

/** Null where issues do not drive the key result, or there are none in its scope. */
export function forecastInputs(
  keyResult: KeyResult,
  row: Omit<ProgressView, "changedAt"> | undefined,
  completed: readonly CompletedDay[],
  today: Day,
): ForecastInputs | null {
  const remaining = row === undefined ? null : remainingOf(keyResult, row);
  if (remaining === null) return null;
  const ofDay = new Map(
    completed.map((each) => [each.day, keyResult.measure.kind === "milestone" ? each.count : each.size]),
  );
  const dailyCompleted = Array.from(
    { length: learntDays },
    (_, i) => ofDay.get(addDays(today, i + 1 - learntDays)) ?? 0,
  );
  return { remaining, dailyCompleted, today, seed: keyResult.id };
}

function remainingOf({ measure, canceled }: KeyResult, row: Omit<ProgressView, "changedAt">): number | null {
  switch (measure.kind) {
    case "completion":
      return row.progress === null ? null : (row.inScope ?? 0) - (row.credited ?? 0);
    case "total":
      return measure.aggregate === "sum" && row.value !== null ? measure.target - row.value : null;
    case "milestone":
      return row.progress === null || row.counts === null ? null : remainingIssues(row.counts, canceled);
    case "metric":
    case "band":
    case "objective":
  }
  return null;
}

/** With `keep` a canceled issue stays in scope and is never completed. */
function remainingIssues({ backlog, unstarted, started, canceled }: Counts, policy: KeyResult["canceled"]): number {
  if (policy === "keep" && canceled > 0) return Number.MAX_VALUE;
  return backlog + unstarted + started;
}
