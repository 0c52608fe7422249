/** A chart over time on uPlot: sized by its box, in the theme's colours, with what lies under the pointer told to the caller. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import uPlot from "uplot";
import { useApp } from "../app-context.ts";
import { formatDay } from "../format/time.ts";
import { type ChartColors, chartColors } from "./chart-colors.ts";

export interface TimeChartProps {
  /** What it shows, for those who do not see it; the figures are in the table beside it. */
  label: string;
  /** Seconds since 1970, then the values of each series; a value holds until the next. */
  data: uPlot.AlignedData;
  /** Seconds since 1970. */
  from: number;
  to: number;
  /** Upper end of the value axis. */
  most: number;
  series: (colors: ChartColors) => uPlot.Series[];
  /** Draws over the series. */
  draw: (chart: uPlot, colors: ChartColors) => void;
  formatValue: (value: number) => string;
  /** What is said of the values at an index of the data. */
  describe: (index: number) => ComponentChildren;
}

interface Pointed {
  index: number;
  left: number;
  isRight: boolean;
}

const height = 240;
const font = "12px system-ui, sans-serif";

export function TimeChart(props: TimeChartProps) {
  const { theme } = useApp();
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const shownTheme = theme.shown.value;
  const newest = useRef(props);
  newest.current = props;
  useLayoutEffect(() => {
    const element = box.current!;
    const chart = new uPlot(optionsOf(newest, element, setPointed), newest.current.data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [shownTheme, props.data, props.from, props.to, props.most]);
  return (
    <div class="time-chart" role="img" aria-label={props.label}>
      <div ref={box} class="time-chart-box" aria-hidden="true" />
      {pointed !== null && pointed.index < props.data[0].length && (
        <div
          class="time-chart-words small"
          data-side={pointed.isRight ? "left" : "right"}
          style={{ left: `${pointed.left}px` }}
          aria-hidden="true"
        >
          {props.describe(pointed.index)}
        </div>
      )}
    </div>
  );
}

function optionsOf(
  props: { current: TimeChartProps },
  element: HTMLElement,
  onPoint: (pointed: Pointed | null) => void,
): uPlot.Options {
  const colors = chartColors(element);
  const { from, to, most, series, formatValue } = props.current;
  const axis = { stroke: colors["ink-soft"], font, ticks: { show: false }, border: { show: false } };
  return {
    width: element.clientWidth,
    height,
    padding: [12, 12, 0, 0],
    legend: { show: false },
    scales: { x: { time: true, range: [from, to] }, y: { range: [0, most] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 70,
        values: (_, seconds) => seconds.map((each) => formatDay(new Date(each * 1_000).toISOString().slice(0, 10))),
      },
      { ...axis, grid: { stroke: colors.line, width: 1 }, size: 52, values: (_, values) => values.map(formatValue) },
    ],
    series: [{}, ...series(colors)],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8 },
      // A value holds until the next one: what counts under the pointer is the last one before it.
      dataIdx: (chart, _series, closest, x) => ((chart.data[0][closest] ?? 0) > x ? Math.max(0, closest - 1) : closest),
    },
    hooks: {
      draw: [(chart) => props.current.draw(chart, colors)],
      setCursor: [
        (chart) => {
          const { idx, left = -1 } = chart.cursor;
          if (idx === null || idx === undefined || left < 0) onPoint(null);
          else {
            const offset = chart.over.offsetLeft;
            onPoint({ index: idx, left: left + offset, isRight: left > chart.over.clientWidth / 2 });
          }
        },
      ],
    },
  };
}
