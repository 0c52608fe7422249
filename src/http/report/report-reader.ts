/** The review of a period, one at a time. */
import type { Deps } from "../../deps.ts";
import type { ForecastPool } from "../answers/forecast-pool.ts";
import type { ReportAnswer } from "../schemas/report.ts";
import { forecastAtHalfTime } from "./half-time-forecasts.ts";
import { reportAnswer } from "./report-answer.ts";
import { readReportInputs } from "./report-inputs.ts";

export interface ReportReader {
  /** Throws PERIOD_UNKNOWN. */
  readReport(periodId: string): Promise<ReportAnswer>;
}

/** Each takes every issue into memory, so nobody's waits beside another's. */
export function createReportReader(deps: Deps, pool: ForecastPool): ReportReader {
  let last: Promise<unknown> = Promise.resolve();

  async function readReport(periodId: string): Promise<ReportAnswer> {
    const inputs = await readReportInputs(deps, periodId);
    return reportAnswer(inputs, await forecastAtHalfTime(pool, inputs));
  }

  return {
    readReport(periodId) {
      const result = last.then(() => readReport(periodId));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
