/** Days and instants in the viewer's language; instants in the viewer's zone. Days belong to a calendar, not to a zone. */

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const age = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const shortAge = new Intl.RelativeTimeFormat(undefined, { numeric: "always", style: "narrow" });

export const viewersZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Formatting is slow, and a period has few days. */
const formattedDays = new Map<string, string>();

/** `24 Dec`, of a day such as `2026-12-24`. */
export function formatDay(date: string): string {
  const known = formattedDays.get(date);
  if (known !== undefined) return known;
  const formatted = day.format(Date.parse(date));
  formattedDays.set(date, formatted);
  return formatted;
}

/** `24 Dec 2026`. */
export function formatDayOfYear(date: string): string {
  return dayOfYear.format(Date.parse(date));
}

/** `1 Oct – 31 Dec 2026`, as the viewer's language writes it. */
export function formatDays(from: string, to: string): string {
  return dayOfYear.formatRange(Date.parse(from), Date.parse(to));
}

/** `2 Nov 2026, 10:00`. */
export function formatInstant(at: string): string {
  return instant.format(Date.parse(at));
}

/** `10:00`. */
export function formatTime(ms: number): string {
  return timeOfDay.format(ms);
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const lessThanAMinute = "just now";

/** `3 minutes ago`. */
export function formatAge(at: string, now: number): string {
  return write(age, at, now) ?? lessThanAMinute;
}

/** The same in a few letters. */
export function formatShortAge(at: string, now: number): string {
  return write(shortAge, at, now) ?? lessThanAMinute;
}

function write(format: Intl.RelativeTimeFormat, at: string, now: number): string | null {
  const ms = Date.parse(at) - now;
  const step = steps.find(([, unitMs]) => Math.abs(ms) >= unitMs);
  return step === undefined ? null : format.format(Math.trunc(ms / step[1]), step[0]);
}

/** Whole days from now to the end of a day, which belongs to them; 0 on the day itself, negative after it. */
export function daysLeft(due: string, now: number): number {
  return Math.floor((Date.parse(due) + 86_400_000 - now) / 86_400_000);
}
