/** A period's result in a few numbers. */
import type { ReportAnswer } from "../../http/schemas/report.ts";
import { formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";

export function ReportSummary({ report: { summary, state } }: { report: ReportAnswer }) {
  const { objectives, met, missed, ungraded, meanProgress } = summary;
  const isGraded = state === "ended" || state === "closed";
  const entries: readonly (readonly [string, string])[] = [
    [objectives === 1 ? "Objective" : "Objectives", formatNumber(objectives)],
    ...(isGraded ? [["Met", formatNumber(met)] as const, ["Missed", formatNumber(missed)] as const] : []),
    ...(isGraded && ungraded > 0 ? [["Without data", formatNumber(ungraded)] as const] : []),
    ...(meanProgress === null
      ? []
      : [[isGraded ? "On average" : "On average so far", formatPercent(meanProgress)] as const]),
  ];
  return (
    <dl class="review-summary">
      {entries.map(([name, figure]) => (
        <div key={name}>
          <dt class="small soft">{name}</dt>
          <dd class="number">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
