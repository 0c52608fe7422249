/** Compiles a condition into a matcher that answers true, false or null, and explains a false. */
import type { Subject } from "./attribute.ts";
import { compilePlainKey, type KeyTest, type Verdict } from "./condition-key.ts";
import type { Day } from "./okr.ts";
import type { Condition } from "./rule.ts";

export type { Verdict } from "./condition-key.ts";

export interface KeyMatcher extends KeyTest {
  key: string;
  wanted: unknown;
}

/** Keys in the order in which they are written. */
export type CompiledCondition = readonly KeyMatcher[];

export interface FailedKey {
  key: string;
  wanted: unknown;
  found: unknown;
}

/** A key that is there but undefined is not mentioned. */
export function compileCondition(condition: Condition): CompiledCondition {
  return Object.entries(condition)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([key, wanted]) => ({ key, wanted, ...compileKey(key, wanted) }));
}

/** Keys are ANDed, the first false ends it; null where the condition mentions nothing. */
export function matchesCondition(condition: CompiledCondition, subject: Subject, today: Day): Verdict {
  let verdict: Verdict = null;
  for (const key of condition) {
    const holds = key.matches(subject, today);
    if (holds === false) return false;
    verdict ??= holds;
  }
  return verdict;
}

/** The first key that does not hold, with `all` the one inside it; null where none fails. */
export function explainCondition(condition: CompiledCondition, subject: Subject, today: Day): FailedKey | null {
  const failed = condition.find((key) => key.matches(subject, today) === false);
  if (failed === undefined) return null;
  const { key, wanted } = failed;
  const found = failed.found(subject, today);
  return key === "all" ? (found as FailedKey) : { key, wanted, found };
}

/** Whether the outcome depends on the day it is asked on. */
export function usesToday(condition: CompiledCondition): boolean {
  return condition.some((key) => key.usesToday);
}

function compileKey(key: string, wanted: unknown): KeyTest {
  if (key === "any") return compileAny(wanted as readonly Condition[]);
  if (key === "all") return compileAll(wanted as readonly Condition[]);
  if (key === "not") return compileNot(wanted as Condition | readonly Condition[]);
  return compilePlainKey(key, wanted);
}

/** Found: what failed in each alternative. */
function compileAny(alternatives: readonly Condition[]): KeyTest {
  const conditions = alternatives.map(compileCondition);
  return {
    matches: (subject, today) => anyHolds(conditions, subject, today),
    found: (subject, today) => conditions.map((condition) => explainCondition(condition, subject, today)),
    usesToday: conditions.some(usesToday),
  };
}

/** Found: the first key that fails. */
function compileAll(parts: readonly Condition[]): KeyTest {
  const condition = parts.flatMap(compileCondition);
  return {
    matches: (subject, today) => matchesCondition(condition, subject, today),
    found: (subject, today) => explainCondition(condition, subject, today),
    usesToday: usesToday(condition),
  };
}

/** None of them may hold. Found: the first that does. */
function compileNot(wanted: Condition | readonly Condition[]): KeyTest {
  const excluded = isList(wanted) ? wanted : [wanted];
  const conditions = excluded.map(compileCondition);
  return {
    matches: (subject, today) => {
      const holds = anyHolds(conditions, subject, today);
      return holds === null ? null : !holds;
    },
    found: (subject, today) =>
      excluded[conditions.findIndex((condition) => matchesCondition(condition, subject, today) === true)] ?? null,
    usesToday: conditions.some(usesToday),
  };
}

/** Null where each of them mentions nothing. */
function anyHolds(conditions: readonly CompiledCondition[], subject: Subject, today: Day): Verdict {
  let verdict: Verdict = null;
  for (const condition of conditions) {
    const holds = matchesCondition(condition, subject, today);
    if (holds === true) return true;
    verdict ??= holds;
  }
  return verdict;
}

function isList(wanted: Condition | readonly Condition[]): wanted is readonly Condition[] {
  return Array.isArray(wanted);
}
