/** Date tests of conditions: instants, whole UTC days, and days relative to today. */
import { addDays, dayStart, toInstant } from "./day.ts";
import type { Instant } from "./issue.ts";
import type { Day } from "./okr.ts";
import type { DateTest } from "./rule.ts";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const relativePattern = /^([+-]?\d+)d$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}/i;
const zonePattern = /(z|[+-]\d{2}:?\d{2})$/i;

/** The instants from `start` up to, but not including, `end`; equal for a single instant. */
interface Span {
  start: Instant;
  end: Instant;
}

type Bound = "gte" | "gt" | "lte" | "lt";

/** `gte` and `lt` look at a day's start, `lte` and `gt` at its end, which the next day's start stands for. */
const comparisons: { readonly [B in Bound]: (value: Instant, span: Span) => boolean } = {
  gte: (value, { start }) => value >= start,
  lt: (value, { start }) => value < start,
  gt: (value, { start, end }) => (start === end ? value > start : value >= end),
  lte: (value, { start, end }) => (start === end ? value <= start : value < end),
};

/** Any of the values (instants) may pass; bounds of one object are ANDed. */
export function compileDateTest(test: DateTest): (values: readonly Instant[], today: Day) => boolean {
  const bounds = (Object.keys(comparisons) as Bound[]).flatMap((bound) => {
    const text = test[bound];
    return text === undefined ? [] : [{ compare: comparisons[bound], spanOn: compileSpan(text) }];
  });
  return (values, today) => {
    if (test.exists !== undefined && values.length > 0 !== test.exists) return false;
    if (bounds.length === 0) return true;
    return values.some((value) => bounds.every(({ compare, spanOn }) => compare(value, spanOn(today))));
  };
}

/** Whether the outcome depends on the day it is asked on. */
export function isRelative(test: DateTest): boolean {
  return [test.gte, test.gt, test.lte, test.lt].some((bound) => bound !== undefined && relativePattern.test(bound));
}

/** ISO text → an instant; a day → its first one; null for text that is no date. A time without zone is in UTC. */
export function instantOf(text: string): Instant | null {
  if (dayPattern.test(text)) return dayStart(text);
  if (!instantPattern.test(text)) return null;
  const ms = Date.parse(zonePattern.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? null : toInstant(ms);
}

/** Throws on text that is no date: the configuration was to refuse it. */
function compileSpan(text: string): (today: Day) => Span {
  const relative = relativePattern.exec(text);
  if (relative !== null) return relativeSpan(Number(relative[1]));
  const instant = instantOf(text);
  if (instant === null) throw new RangeError(`no date: ${text}`);
  const span = dayPattern.test(text) ? wholeDay(text) : { start: instant, end: instant };
  return () => span;
}

/** Worked out once a day. */
function relativeSpan(days: number): (today: Day) => Span {
  let known: { today: Day; span: Span } | null = null;
  return (today) => {
    if (known?.today !== today) known = { today, span: wholeDay(addDays(today, days)) };
    return known.span;
  };
}

function wholeDay(day: Day): Span {
  return { start: dayStart(day), end: dayStart(addDays(day, 1)) };
}
