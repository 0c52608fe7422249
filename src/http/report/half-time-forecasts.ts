/** What was to be expected at half-time, by what was known of it since. */
import type { Forecast } from "../../domain/forecast.ts";
import { completedDaysOf } from "../answers/as-of-reader.ts";
import { forecastInputs } from "../answers/forecast-inputs.ts";
import type { ForecastPool } from "../answers/forecast-pool.ts";
import type { ReportInputs } from "./report-inputs.ts";

/** By key result; those of which nothing could be said are left out. */
export type HalfTimeForecasts = ReadonlyMap<string, Forecast>;

export async function forecastAtHalfTime(pool: ForecastPool, inputs: ReportInputs): Promise<HalfTimeForecasts> {
  const { half, halfTime, objectives } = inputs;
  if (half === null || halfTime === null) return new Map();
  const ids = new Set(objectives.flatMap(({ keyResults }) => keyResults.map(({ id }) => id)));
  const keyResults = half.plan.objectives.flatMap((objective) => objective.keyResults).filter(({ id }) => ids.has(id));
  const found = await Promise.all(
    keyResults.map(async (keyResult) => {
      const { id } = keyResult;
      const figures = half.keyResults.get(id);
      const row = figures && { subject: "key_result" as const, id, revision: half.revision, ...figures };
      const completed = completedDaysOf(id, half.ledger.get(id) ?? [], new Date(halfTime));
      const wanted = forecastInputs(keyResult, row, completed, halfTime.slice(0, 10));
      return [id, wanted === null ? null : await pool.compute(wanted).result] as const;
    }),
  );
  return new Map(found.flatMap(([id, forecast]) => (forecast === null ? [] : [[id, forecast]])));
}
