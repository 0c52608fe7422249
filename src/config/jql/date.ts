/** Dates of JQL: `"2026-10-01"`, `"2026/10/01 14:30"`, `-14d`, `startOfDay(-1)`, `now()` → bounds of date tests. In UTC. */
import { z } from "zod";
import type { DateTest } from "../../domain/rule.ts";
import { functionRefusal } from "./functions.ts";
import { boundKeys, type Comparison } from "./number-clause.ts";
import type { JqlOperand } from "./tree.ts";
import { quoted } from "../suggest.ts";

export type DateBound =
  | { kind: "instant"; at: string }
  /** A day relative to today, as date tests take it, and which end of it is meant. */
  | { kind: "day"; day: string; end: boolean }
  | { kind: "refused"; message: string };

export const dateFunctions: readonly string[] = ["now", "startofday", "endofday"];

const dayPattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\s+(\d{1,2}):(\d{2}))?$/;
const relativePattern = /^([+-]?\d+)\s*([a-z]?)$/i;
const maxDays = 99_999;
const daysByUnit: Readonly<Record<string, number>> = { d: 1, w: 7 };

const refusedUnits: Readonly<Record<string, string>> = {
  h: "hours",
  m: "minutes",
  M: "months",
  y: "years",
};

export function dateBound(operand: JqlOperand): DateBound {
  if (operand.kind === "function") return functionBound(operand);
  if (operand.kind === "empty") return refused(operand.written);
  const text = operand.text.trim();
  const instant = instantOf(text);
  if (instant !== null) return { kind: "instant", at: instant };
  return relativeBound(text, { unit: null, end: false }) ?? refused(text);
}

/** The day of an operand that names one, else null. */
export function dayIn(text: string): string | null {
  return dayPattern.test(text) && !text.includes(":") ? (instantOf(text)?.slice(0, 10) ?? null) : null;
}

/** A relative day has no instant of its own, so being after it and being not before its beginning are one. */
export function dateTest(operator: Comparison, bound: Exclude<DateBound, { kind: "refused" }>): DateTest {
  if (bound.kind === "instant") return { [boundKeys[operator]]: bound.at };
  const later = operator.startsWith(">");
  if (bound.end) return later ? { gt: bound.day } : { lte: bound.day };
  return later ? { gte: bound.day } : { lt: bound.day };
}

function functionBound({ name, parameters }: Extract<JqlOperand, { kind: "function" }>): DateBound {
  const folded = name.toLowerCase();
  if (!dateFunctions.includes(folded)) return { kind: "refused", message: functionRefusal(name, dateFunctions) };
  const [shift = "0", ...more] = parameters;
  const end = folded !== "startofday";
  const bound =
    more.length > 0 || (folded === "now" && parameters.length > 0) ? null : relativeBound(shift, { unit: "d", end });
  const takes = folded === "now" ? "nothing" : "nothing, or days such as -1d";
  return bound ?? { kind: "refused", message: `${name}() takes ${takes}` };
}

/** `unit` is the one that a bare number is in; null where it must be written. */
function relativeBound(text: string, { unit, end }: { unit: string | null; end: boolean }): DateBound | null {
  const [, count, written] = relativePattern.exec(text) ?? [];
  const named = written === "" ? unit : written;
  if (count === undefined || named === null || named === undefined) return null;
  if (Object.hasOwn(refusedUnits, named)) {
    const message = `${quoted(text)}: ${refusedUnits[named]!} cannot be counted back; whole days can (-14d, -2w)`;
    return { kind: "refused", message };
  }
  const days = Number(count) * (daysByUnit[named.toLowerCase()] ?? Number.NaN);
  return Math.abs(days) <= maxDays ? { kind: "day", day: `${days === 0 ? 0 : days}d`, end } : null;
}

/** In UTC; null for text that is none, or for a day that does not exist. */
function instantOf(text: string): string | null {
  const [, year, month, day, hour = "0", minute = "00"] = dayPattern.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const instant = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}:00Z`;
  return z.iso.datetime().safeParse(instant).success ? instant : null;
}

function refused(text: string): DateBound {
  const message = `${quoted(text)} is no date; write "2026-10-01", "2026-10-01 14:30", -14d, startOfDay() or now()`;
  return { kind: "refused", message };
}
