/** Progress over the period, against the pace, and where it may end. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { HistoryAnswer } from "../../http/schemas/ledger.ts";
import { useApp } from "../app-context.ts";
import { forecastText } from "../format/forecast-text.ts";
import { formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { formatInstant } from "../format/time.ts";
import { CauseText } from "./cause-text.tsx";
import type { ChartColors } from "./chart-colors.ts";
import { chartSpan } from "./chart-span.ts";
import { drawForecast } from "./draw-forecast.ts";
import { drawInstant, drawLine } from "./canvas-marks.ts";
import { Figure, LegendEntry } from "./figure.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { pacePoints } from "./pace-points.ts";
import { stepped } from "./stepped.ts";
import { TimeChart } from "./time-chart.tsx";

interface Props {
  keyResult: KeyResultAnswer;
  history: HistoryAnswer;
}

type Point = HistoryAnswer["points"][number];

/** A little air above 100 %. */
const most = 1.05;

export function ProgressFigure({ keyResult, history: { points } }: Props) {
  return (
    <Figure
      id="progress-figure"
      title="Progress and pace"
      legend={<Legend keyResult={keyResult} />}
      chart={<ProgressChart keyResult={keyResult} points={points} />}
      table={() => <ProgressTable keyResult={keyResult} points={points} />}
    />
  );
}

function Legend({ keyResult }: { keyResult: KeyResultAnswer }) {
  const forecast = forecastText(keyResult);
  return (
    <>
      <LegendEntry sample="progress">progress</LegendEntry>
      <LegendEntry sample="pace">pace</LegendEntry>
      {forecast !== null && (
        <LegendEntry sample="forecast">forecast at the speed of the last weeks: {forecast}</LegendEntry>
      )}
    </>
  );
}

interface PointsProps {
  keyResult: KeyResultAnswer;
  points: readonly Point[];
}

function ProgressChart({ keyResult, points }: PointsProps) {
  const now = useApp().clock.now() / 1_000;
  const { progress, expected } = keyResult;
  const known = useMemo(() => points.filter((point) => point.progress !== null), [points]);
  // The newest value holds until now.
  const data = useMemo(
    (): uPlot.AlignedData => [
      [...known.map(({ at }) => Date.parse(at) / 1_000), now],
      [...known.map((point) => point.progress), progress],
    ],
    [known, progress],
  );
  const span = chartSpan(keyResult, now);
  return (
    <TimeChart
      label={`Progress is ${formatPercent(progress)}, and the pace asks for ${formatPercent(expected)}.`}
      data={data}
      {...span}
      most={most}
      formatValue={(value) => (value > 1 ? "" : formatPercent(value))}
      series={({ accent }) => [{ stroke: accent, width: 2.5, points: { show: false }, paths: stepped() }]}
      draw={(chart, colors) => drawOver(chart, colors, keyResult, now)}
      describe={(index) => <PointWords keyResult={keyResult} point={known[index]} />}
    />
  );
}

function drawOver(chart: uPlot, colors: ChartColors, keyResult: KeyResultAnswer, now: number) {
  const { pace, startsOn, due } = keyResult;
  drawLine(chart, pacePoints(pace, startsOn, due), { color: colors["ink-soft"], width: 1.5, dash: [6, 4] });
  drawForecast(chart, keyResult, now, colors.accent);
  drawInstant(chart, now, colors.ink, most);
}

/** Of what holds now where there is no point. */
function PointWords({ keyResult, point }: { keyResult: KeyResultAnswer; point: Point | undefined }): ComponentChildren {
  const { progress, value, expected } = point ?? keyResult;
  const shown = statedValue(keyResult, value);
  return (
    <>
      <b>{formatPercent(progress)}</b>
      {shown !== null && ` · ${shown}`}
      <br />
      pace {formatPercent(expected)}
      <br />
      <span class="soft">
        {point === undefined ? (
          "Now"
        ) : (
          <>
            {formatInstant(point.at)}
            <br />
            <CauseText cause={point.cause} />
          </>
        )}
      </span>
    </>
  );
}

function ProgressTable({ keyResult, points }: PointsProps) {
  const hasValues = statedValue(keyResult, 0) !== null;
  return (
    <FiguresTable
      caption="Progress over time, newest first"
      columns={["When", "Progress", ...(hasValues ? ["Value"] : []), "Pace", "Cause"]}
      rows={points
        .toReversed()
        .map(({ at, progress, value, expected, cause }) => [
          formatInstant(at),
          formatPercent(progress),
          ...(hasValues ? [statedValue(keyResult, value) ?? "–"] : []),
          formatPercent(expected),
          <CauseText cause={cause} linked />,
        ])}
    />
  );
}

/** The value with its unit; null where it says no more than the progress does. */
function statedValue({ measure, unit }: KeyResultAnswer, value: number | null): string | null {
  const isMeasured = measure.kind === "total" || measure.kind === "metric";
  return isMeasured && value !== null ? formatNumber(value, unit ?? measure.unit ?? null) : null;
}
