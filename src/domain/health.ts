/** How progress compares with the time gone by, and what people say about it. See spec domain.md sections 3 and 4. */
import type { CheckIn, Health } from "./check-in.ts";
import { compareText } from "./compare-text.ts";
import { dayMs, dayStartMs, toInstant } from "./day.ts";
import type { Instant } from "./issue.ts";
import type { Day, HealthThresholds, Objective, Pace } from "./okr.ts";

/** Keeps 0.45 of 0.5 on track, which binary fractions put a hair below 0.9. */
const tolerance = 1e-9;
/** How long a stated health is shown without an expiry of its own. */
const statedHealthMs = 14 * dayMs;

/** The part of a period that has gone by, 0…1, in UTC; the due day belongs to it. */
export function elapsed(start: Day, due: Day, now: Instant): number {
  const from = dayStartMs(start);
  const to = dayStartMs(due) + dayMs;
  return Math.min(Math.max((Date.parse(now) - from) / (to - from), 0), 1);
}

/** The progress that the pace asks for by now. */
export function expectedAt(pace: Pace, start: Day, due: Day, now: Instant): number {
  const at = elapsed(start, due, now);
  if (pace === "linear") return at;
  return pace === "backLoaded" ? at ** 2 : onLine(pace, at);
}

/** Points joined by straight lines; before the first and after the last it stays level. */
function onLine(points: readonly (readonly [number, number])[], at: number): number {
  let [fromX, fromY] = points[0] ?? [0, 0];
  for (const [x, y] of points) {
    if (at < x) return at <= fromX ? fromY : fromY + ((y - fromY) * (at - fromX)) / (x - fromX);
    [fromX, fromY] = [x, y];
  }
  return fromY;
}

export interface HealthInputs {
  progress: number | null;
  expected: number;
  /** A source that feeds it has not been heard from for too long. */
  stale: boolean;
  thresholds: HealthThresholds;
}

/** The first row of the table that applies. */
export function healthOf({ progress, expected, stale, thresholds }: HealthInputs): Health {
  if (progress === null) return "no_data";
  if (progress >= 1) return "done";
  if (stale) return "stale";
  const ratio = expected === 0 ? Infinity : progress / expected + tolerance;
  if (ratio >= thresholds.onTrack) return "on_track";
  return ratio >= thresholds.atRisk ? "at_risk" : "off_track";
}

/** Whole percent, rounded down: 99.6 % is not 100 %, yet 0.29 is 29 %. */
export function displayPercent(progress: number): number {
  const percent = Math.floor(progress * 100 + tolerance);
  return progress < 1 ? Math.min(percent, 99) : percent;
}

/** A grade's score to two decimals, rounded down like percents: what missed 0.70 does not read 0.70. */
export function displayScore(score: number): string {
  return (displayPercent(score) / 100).toFixed(2);
}

/** Progress from which an objective's promise is met, by its kind. */
const gradeFrom = { committed: 1, aspirational: 0.7 } as const satisfies Record<Objective["kind"], number>;

export type Grade = "met" | "missed";

/** Null without data. */
export function grade(kind: Objective["kind"], progress: number | null): Grade | null {
  if (progress === null) return null;
  return progress >= gradeFrom[kind] ? "met" : "missed";
}

export interface StatedHealth {
  health: Health;
  note: string | null;
  author: string | null;
  at: Instant;
  expiresAt: Instant;
}

/** The health that people last stated: up to its expiry; without one, up to the next check-in, 14 days at most. */
export function statedHealthAt(checkIns: readonly CheckIn[], now: Instant): StatedHealth | null {
  const past = latestFirst(checkIns, now);
  const index = past.findIndex(({ health }) => health !== null);
  const stating = past[index];
  if (stating === undefined || (stating.expiresAt === null && index > 0)) return null;
  const { note, author, at } = stating;
  const expiresAt = stating.expiresAt ?? toInstant(Date.parse(at) + statedHealthMs);
  return now < expiresAt ? { health: stating.health!, note, author, at, expiresAt } : null;
}

/** The confidence that was last stated, 0…1. */
export function confidenceAt(checkIns: readonly CheckIn[], now: Instant): number | null {
  return latestFirst(checkIns, now).find(({ confidence }) => confidence !== null)?.confidence ?? null;
}

/** The value that was last stated; a check-in without one leaves it alone. */
export function latestValueAt(checkIns: readonly CheckIn[], now: Instant): number | null {
  return latestFirst(checkIns, now).find(({ value }) => value !== null)?.value ?? null;
}

/** Ids are whole numbers as text; of two at one instant the later id is the later. */
function latestFirst(checkIns: readonly CheckIn[], now: Instant): CheckIn[] {
  return checkIns
    .filter(({ at }) => at <= now)
    .sort((a, b) => compareText(b.at, a.at) || b.id.length - a.id.length || compareText(b.id, a.id));
}
