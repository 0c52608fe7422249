/** What a forecast said, and what came. */
import type { Forecast } from "./forecast.ts";
import type { Day } from "./okr.ts";

/**
 * `sooner`: by the day by which half of the runs finished. `within`: by the one by which 85 % did. `later`: that day has
 * passed. `open`: neither finished nor late.
 */
export type ForecastOutcome = "sooner" | "within" | "later" | "open";

/** `finishedOn` is null for what is not finished on `lastDay`. A day of a forecast that is null lies beyond a year. */
export function forecastOutcome({ p50, p85 }: Forecast, finishedOn: Day | null, lastDay: Day): ForecastOutcome {
  const isBy = (day: Day, limit: Day | null) => limit === null || day <= limit;
  if (finishedOn === null) return isBy(lastDay, p85) ? "open" : "later";
  if (isBy(finishedOn, p50)) return "sooner";
  return isBy(finishedOn, p85) ? "within" : "later";
}
