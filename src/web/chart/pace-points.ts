/** The pace of a key result as a line. */
import { dayMs, dayStartMs, toInstant } from "../../domain/day.ts";
import { expectedAt } from "../../domain/health.ts";
import type { Day, Pace } from "../../domain/okr.ts";

/** Straight pieces that a curve is drawn with. */
const pieces = 48;

/** Points of (seconds since 1970, expected progress) from the first instant of the start to the last of the due day. */
export function pacePoints(pace: Pace, start: Day, due: Day): (readonly [number, number])[] {
  const from = dayStartMs(start);
  const length = dayStartMs(due) + dayMs - from;
  const corners = typeof pace === "string" ? [] : pace.map(([elapsed]) => elapsed);
  const elapsed = [...Array.from({ length: pieces + 1 }, (_, i) => i / pieces), ...corners].toSorted((a, b) => a - b);
  return elapsed.map((part) => {
    const at = Math.round(from + part * length);
    return [at / 1_000, expectedAt(pace, start, due, toInstant(at))] as const;
  });
}
