/** When the remaining work will be done if the coming days are like the last ones. See spec domain.md section 4. */
import { addDays } from "./day.ts";
import type { Day } from "./okr.ts";

const runs = 10_000;
const horizonDays = 365;

export interface ForecastInputs {
  /** Size still to be completed. */
  remaining: number;
  /** Size completed on each of the last days, at most six weeks of them. */
  dailyCompleted: readonly number[];
  today: Day;
  /** The same seed gives the same forecast. */
  seed: string | number;
}

export interface Forecast {
  /** The day by which half of the runs finish; null: not within a year. */
  p50: Day | null;
  /** The day by which 85 % of the runs finish; null: not within a year. */
  p85: Day | null;
}

/** Null where there are no days to learn from and something remains. */
export function forecast({ remaining, dailyCompleted, today, seed }: ForecastInputs): Forecast | null {
  if (remaining <= 0) return { p50: today, p85: today };
  if (dailyCompleted.length === 0) return null;
  const finishedOn = simulate(remaining, dailyCompleted, hash(String(seed)));
  const dayOf = (share: number) => {
    const days = daysUntil(finishedOn, share * runs);
    return days === null ? null : addDays(today, days);
  };
  return { p50: dayOf(0.5), p85: dayOf(0.85) };
}

/** How many runs finish after each number of days; a run that takes longer than the horizon is in none. */
function simulate(remaining: number, dailyCompleted: readonly number[], seed: number): Uint32Array {
  const finishedOn = new Uint32Array(horizonDays + 1);
  // Without this, the slowest input would walk through every day of every run to find nothing.
  if (Math.max(...dailyCompleted) * horizonDays < remaining) return finishedOn;
  const samples = Float64Array.from(dailyCompleted);
  const { length } = samples;
  let state = seed;
  for (let run = 0; run < runs; run += 1) {
    let left = remaining;
    let day = 0;
    while (left > 0 && day < horizonDays) {
      day += 1;
      // xorshift32, its upper half scaled to an index: whole-number steps keep 3.65 million draws within milliseconds.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      left -= samples[((state >>> 16) * length) >>> 16]!;
    }
    if (left <= 0) finishedOn[day]! += 1;
  }
  return finishedOn;
}

function daysUntil(finishedOn: Uint32Array, wanted: number): number | null {
  let finished = 0;
  for (const [day, count] of finishedOn.entries()) {
    finished += count;
    if (finished >= wanted) return day;
  }
  return null;
}

/** FNV-1a over the text's code units, made odd: from 0 xorshift would not move. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state | 1;
}
