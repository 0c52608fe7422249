/** The readers behind the API, put together: they share one model, one book and one thread of forecasts. */
import type { Deps } from "../../deps.ts";
import type { RefusedSignatures } from "../refused-signatures.ts";
import { createReportReader, type ReportReader } from "../report/report-reader.ts";
import { type AnswerReader, createAnswerReader, type Shared } from "./answer-reader.ts";
import { type AsOfReader, createAsOfReader } from "./as-of-reader.ts";
import { createForecastBook } from "./forecast-book.ts";
import { createForecastPool } from "./forecast-pool.ts";
import { createOverviewExtras } from "./overview-extras.ts";
import { createOverviewReader, type OverviewReader } from "./overview-reader.ts";
import { createReadModel } from "./read-model.ts";

export interface Answers {
  present: AnswerReader;
  overviews: OverviewReader;
  asOf: AsOfReader;
  reports: ReportReader;
  close(): Promise<void>;
}

export function createAnswers(deps: Deps, refused: RefusedSignatures): Answers {
  const pool = createForecastPool(deps.log);
  const forecasts = createForecastBook(pool);
  const shared: Shared = { readModel: createReadModel(deps, forecasts), forecasts };
  return {
    present: createAnswerReader(deps, shared),
    overviews: createOverviewReader(deps, shared.readModel, createOverviewExtras(deps, refused)),
    asOf: createAsOfReader(deps, pool),
    reports: createReportReader(deps, pool),
    close: () => pool.close(),
  };
}
