/** The trackers' ways of writing an instant → ours. */
import { z } from "zod";
import type { Instant } from "../domain/issue.ts";

/** Jira writes its offset without a colon (`2020-08-03T19:37:09.812-0700`); an instant without any zone is none. */
const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;
/** 9999-12-31T23:59:59.999Z: later years do not compare as text. */
const lastInstantMs = 253_402_300_799_999;

/** ISO 8601 with a zone, or epoch milliseconds → UTC with milliseconds; null where it is neither, or outside 1970…9999. */
export function instantOf(value: unknown): Instant | null {
  const epochMs = typeof value === "string" ? epochMsOf(value) : value;
  if (typeof epochMs !== "number" || !(epochMs >= 0 && epochMs <= lastInstantMs)) return null;
  return new Date(epochMs).toISOString();
}

function epochMsOf(text: string): number | null {
  const parts = pattern.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, ...number[]];
  const dayStartMs = Date.UTC(year, month! - 1, day);
  // Date.UTC turns 30 February into 2 March, and the year 99 into 1999: such days do not exist.
  if (!new Date(dayStartMs).toISOString().startsWith(text.slice(0, 10))) return null;
  if (hour! > 23 || minute! > 59 || second! > 60) return null;
  const fractionMs = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const offsetMinutes = Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0);
  const sign = parts[8] === "-" ? -1 : 1;
  return dayStartMs + ((hour! * 60 + minute! - sign * offsetMinutes) * 60 + second!) * 1000 + fractionMs;
}

/** An instant that an issue cannot do without. */
export const NeededInstant = z
  .unknown()
  .optional()
  .transform((value, context): Instant => {
    const instant = instantOf(value);
    if (instant !== null) return instant;
    context.addIssue({ code: "custom", message: "expected an instant with a time zone between 1970 and 9999" });
    return z.NEVER;
  });

/** Null where it is absent or not an instant. */
export const OptionalInstant = z
  .unknown()
  .optional()
  .transform((value): Instant | null => instantOf(value));
