/** Calendar days and instants in UTC. */
import type { Instant } from "./issue.ts";
import type { Day } from "./okr.ts";

export const dayMs = 86_400_000;

/** Milliseconds since 1970 of the first instant of a day. */
export function dayStartMs(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

/** The day that is a number of UTC days later, or earlier where negative. */
export function addDays(day: Day, days: number): Day {
  return toInstant(dayStartMs(day) + days * dayMs).slice(0, 10);
}

/** The first instant of a day. */
export function dayStart(day: Day): Instant {
  return `${day}T00:00:00.000Z`;
}

/** Milliseconds since 1970 → ISO 8601 text in UTC. */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}
