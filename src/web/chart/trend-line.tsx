/** A small line of progress against the pace, for where many stand below one another; its figures stand beside it in words. */
import { dayMs, dayStartMs } from "../../domain/day.ts";
import type { Day, Pace } from "../../domain/okr.ts";
import { steppedPath } from "../../domain/stepped-path.ts";
import { pacePoints } from "./pace-points.ts";

interface Props {
  /** Spread evenly from the start of the period to the moment of the report. */
  shares: readonly (number | null)[];
  report: { period: { start: Day; due: Day }; at: string; halfTimeAt: string | null };
  pace: Pace;
  startsOn: Day;
  due: Day;
}

const width = 240;
const height = 40;

export function TrendLine({ shares, report: { period, at, halfTimeAt }, pace, startsOn, due }: Props) {
  const from = dayStartMs(period.start);
  const span = dayStartMs(period.due) + dayMs - from;
  const xAt = (ms: number) => round(((ms - from) / span) * width);
  const progress = steppedPath(shares, { width: xAt(Date.parse(at)), height });
  const line = pacePoints(pace, startsOn, due).map(
    ([seconds, share]) => `${xAt(seconds * 1_000)} ${round((1 - share) * height)}`,
  );
  return (
    <svg class="trend" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {halfTimeAt !== null && <path class="trend-half" d={`M${xAt(Date.parse(halfTimeAt))} 0V${height}`} />}
      <path class="trend-pace" d={`M${line.join("L")}`} />
      {progress !== null && <path class="trend-progress" d={progress} />}
    </svg>
  );
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
