/** How progress went over the period: a small line against the pace, and its shares at start, half-time and end in words. */
import type { ReportAnswer, ReportObjective } from "../../http/schemas/report.ts";
import { TrendLine } from "../chart/trend-line.tsx";
import { formatPercent } from "../format/percent.ts";
import { formatDay } from "../format/time.ts";

interface Props {
  report: ReportAnswer;
  of: Pick<ReportObjective, "history" | "pace" | "startsOn" | "due">;
}

export function Course({ report, of }: Props) {
  const { start, halfTime, end, trend } = of.history;
  const isOver = report.state === "ended" || report.state === "closed";
  const points = [
    [start === null ? "" : `on ${formatDay(start.at)}`, start],
    ["at half-time", halfTime],
    [isOver ? "at the end" : "now", end],
  ] as const;
  const known = points.filter(([, point]) => point !== null && point.progress !== null);
  return (
    <div class="course">
      <TrendLine shares={trend} report={report} pace={of.pace} startsOn={of.startsOn} due={of.due} />
      <p class="small soft number">
        {known.length === 0 && "No data"}
        {known.map(([when, point]) => (
          <span key={when} class="dotted">
            {formatPercent(point?.progress ?? null)} {when}
          </span>
        ))}
      </p>
    </div>
  );
}
