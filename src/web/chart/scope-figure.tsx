/** Scope and what is completed of it over time: scope that was added or taken away is marked as such. */
import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { HistoryAnswer } from "../../http/schemas/ledger.ts";
import { useApp } from "../app-context.ts";
import { formatExact, formatNumber } from "../format/number.ts";
import { formatInstant } from "../format/time.ts";
import { drawInstant, drawTriangle } from "./canvas-marks.ts";
import { chartSpan } from "./chart-span.ts";
import { Figure, LegendEntry } from "./figure.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { tellScope } from "./scope-changes.ts";
import { stepped } from "./stepped.ts";
import { TimeChart } from "./time-chart.tsx";

interface Props {
  keyResult: KeyResultAnswer;
  history: HistoryAnswer;
}

export function ScopeFigure({ keyResult, history: { scope } }: Props) {
  const now = useApp().clock.now() / 1_000;
  const story = useMemo(() => tellScope(scope), [scope]);
  const data = useMemo((): uPlot.AlignedData => {
    const points = [...scope, { ...scope.at(-1)!, at: null }];
    const xs = points.map(({ at }) => (at === null ? now : Date.parse(at) / 1_000));
    return [xs, points.map(({ inScope }) => inScope), points.map(({ completed }) => completed)];
  }, [scope]);
  if (story === null) return null;
  const most = Math.max(...scope.map(({ inScope, completed }) => Math.max(inScope, completed)), 1) * 1.18;
  const size = keyResult.measure.by === "estimate" ? "points" : keyResult.measure.by === "count" ? "issues" : "size";
  return (
    <Figure
      id="scope-figure"
      title="Scope and completed"
      summary={
        <span class="number">
          {formatNumber(story.first)} {size} at first, {formatNumber(story.added)} added, {formatNumber(story.removed)}{" "}
          removed: {formatNumber(story.now)} now.
        </span>
      }
      legend={
        <>
          <LegendEntry sample="scope">in scope</LegendEntry>
          <LegendEntry sample="completed">completed</LegendEntry>
          <LegendEntry sample="added">scope added</LegendEntry>
          <LegendEntry sample="removed">scope removed</LegendEntry>
        </>
      }
      chart={
        <TimeChart
          label={`${formatNumber(scope.at(-1)?.completed ?? 0)} of ${formatNumber(story.now)} ${size} completed.`}
          data={data}
          {...chartSpan(keyResult, now)}
          most={most}
          formatValue={(value) => formatNumber(value)}
          series={({ ink, accent }) => [
            { stroke: ink, width: 2, points: { show: false }, paths: stepped() },
            { stroke: accent, width: 2, fill: withAlpha(accent, 0.25), points: { show: false }, paths: stepped() },
          ]}
          draw={(chart, colors) => {
            for (const { at, added, removed, inScope } of story.changes) {
              const seconds = Date.parse(at) / 1_000;
              if (added > removed) drawTriangle(chart, seconds, inScope, "up", colors["at-risk"]);
              if (removed > added) drawTriangle(chart, seconds, inScope, "down", colors["ink-soft"]);
            }
            drawInstant(chart, now, colors.ink, most);
          }}
          describe={(index) => <PointWords scope={scope} index={index} />}
        />
      }
      table={() => (
        <FiguresTable
          caption="Scope and completed over time, newest first"
          columns={["When", "In scope", "Change", "Completed"]}
          rows={scope
            .map(({ at, inScope, completed }, i) => [
              formatInstant(at),
              formatExact(inScope),
              changeText(scope[i - 1]?.inScope, inScope),
              formatExact(completed),
            ])
            .toReversed()}
        />
      )}
    />
  );
}

function PointWords({ scope, index }: { scope: HistoryAnswer["scope"]; index: number }) {
  const point = scope[Math.min(index, scope.length - 1)]!;
  return (
    <>
      <b>
        {formatNumber(point.completed)} of {formatNumber(point.inScope)}
      </b>
      <br />
      {changeText(scope[index - 1]?.inScope, point.inScope) || "completed"}
      <br />
      <span class="soft">{index < scope.length ? formatInstant(point.at) : "Now"}</span>
    </>
  );
}

/** `+3 added`; nothing where the scope stayed. */
function changeText(before: number | undefined, after: number): string {
  if (before === undefined || before === after) return "";
  return after > before ? `+${formatNumber(after - before)} added` : `−${formatNumber(before - after)} removed`;
}

/** A computed colour such as `rgb(41, 82, 184)`, translucent. */
function withAlpha(color: string, alpha: number): string {
  return color.replace(/^rgba?\(([^,]+),([^,]+),([^,)]+).*\)$/, `rgba($1,$2,$3, ${alpha})`);
}
