/** Which period is shown to whoever names none. */
import type { Day, Period } from "../../domain/okr.ts";

/** The shortest that the day lies in (a quarter rather than its year), else the newest begun, else the first. */
export function shownPeriod(periods: readonly Period[], today: Day): Period | undefined {
  const present = periods.filter(({ start, due }) => start <= today && today <= due);
  const shortest = present.toSorted((a, b) => lengthOf(a) - lengthOf(b))[0];
  const begun = periods.filter(({ start }) => start <= today).toSorted((a, b) => (a.start < b.start ? 1 : -1))[0];
  return shortest ?? begun ?? periods[0];
}

function lengthOf({ start, due }: Period): number {
  return Date.parse(due) - Date.parse(start);
}
