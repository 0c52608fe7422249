/** The example's periods, moved so that today lies well within the first of them: a demo is worth watching on any day. */
import { addDays, dayMs, dayStartMs } from "../../domain/day.ts";
import type { Day, Period } from "../../domain/okr.ts";

/** Share of the first period that is over: weeks to look back on, and enough to come. */
export const elapsedShare = 0.6;

const quarterName = /^(\d{4})-Q([1-4])$/;

/** The texts with every day in them moved alike; periods that are called after a quarter are called after the one that they now lie in. */
export function movePeriods(
  files: Readonly<Record<string, string>>,
  periods: readonly Period[],
  today: Day,
): Readonly<Record<string, string>> {
  const first = periods[0];
  if (first === undefined) return files;
  const days = daysToMove(first, today);
  const names = renamedQuarters(periods, days);
  const move = (text: string) =>
    text
      .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (day) => addDays(day, days))
      .replaceAll(/\b\d{4}-Q[1-4]\b/g, (name) => names.get(name) ?? name);
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, move(text)]));
}

function daysToMove({ start, due }: Period, today: Day): number {
  const length = (dayStartMs(due) - dayStartMs(start)) / dayMs + 1;
  const wantedStart = addDays(today, -Math.floor(length * elapsedShare));
  return (dayStartMs(wantedStart) - dayStartMs(start)) / dayMs;
}

/** The first by its middle, the others as far from it as they were. */
function renamedQuarters(periods: readonly Period[], days: number): ReadonlyMap<string, string> {
  const [first] = periods;
  const from = ordinalOf(first!.id);
  if (from === null) return new Map();
  const middle = new Date((dayStartMs(first!.start) + dayStartMs(first!.due)) / 2 + days * dayMs);
  const to = middle.getUTCFullYear() * 4 + Math.floor(middle.getUTCMonth() / 3);
  return new Map(
    periods.flatMap(({ id }) => {
      const ordinal = ordinalOf(id);
      return ordinal === null ? [] : [[id, nameOf(ordinal + to - from)] as const];
    }),
  );
}

/** Quarters since the year 0. */
function ordinalOf(name: string): number | null {
  const [, year, quarter] = quarterName.exec(name) ?? [];
  return year === undefined ? null : Number(year) * 4 + Number(quarter) - 1;
}

function nameOf(ordinal: number): string {
  return `${Math.floor(ordinal / 4)}-Q${(ordinal % 4) + 1}`;
}
