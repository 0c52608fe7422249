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

/** Each takes every issue into memory: nobody's is made beside another's, and all who wait for the same one get the same. */
export function createReportReader(deps: Deps, pool: ForecastPool): ReportReader {
  let last: Promise<unknown> = Promise.resolve();
  const waiting = new Map<string, Promise<ReportAnswer>>();

  async function readReport(periodId: string): Promise<ReportAnswer> {
    const inputs = await readReportInputs(deps, periodId);
    return reportAnswer(inputs, await forecastAtHalfTime(pool, inputs));
  }

  return {
    readReport(periodId) {
      const awaited = waiting.get(periodId);
      if (awaited !== undefined) return awaited;
      const result = last.then(() => {
        waiting.delete(periodId);
        return readReport(periodId);
      });
      waiting.set(periodId, result);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
