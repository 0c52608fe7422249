/** What the forecast said at half-time, and what came of it. */
import type { ReportKeyResult } from "../../http/schemas/report.ts";
import { forecastText } from "../format/forecast-text.ts";
import { formatDay } from "../format/time.ts";

type Forecast = NonNullable<ReportKeyResult["forecast"]>;

export function ForecastThen({ keyResult: { forecast, finishedOn } }: { keyResult: ReportKeyResult }) {
  if (forecast === null) return <span class="soft">could not be told</span>;
  return (
    <>
      <span class="number">{forecastText({ forecast, progress: null })}</span>
      <p class="small soft">{outcomeText(forecast.outcome, finishedOn)}</p>
    </>
  );
}

const outcomes = {
  sooner: "in the better half of the forecast",
  within: "within the forecast",
  later: "later than the forecast",
  open: "not late by the forecast",
} as const satisfies Record<Forecast["outcome"], string>;

function outcomeText(outcome: Forecast["outcome"], finishedOn: string | null): string {
  const finished = finishedOn === null ? "Not finished" : `Finished on ${formatDay(finishedOn)}`;
  return `${finished}: ${outcomes[outcome]}.`;
}
