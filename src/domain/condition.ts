/** Compiles a condition into a matcher that answers true, false or null, and explains a false. */
import type { Subject } from "./attribute.ts";
import { compilePlainKey, type KeyTest, type Verdict } from "./condition-key.ts";
import type { Jql, JqlExpression } from "./jql.ts";
import type { Day } from "./okr.ts";
import type { CompilePattern } from "./pattern.ts";
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
export function compileCondition(condition: Condition, compilePattern: CompilePattern): CompiledCondition {
  return Object.entries(condition)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([key, wanted]) => ({ key, wanted, ...compileKey(key, wanted, compilePattern) }));
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

/** The first key that does not hold, with `all` and `jql` the one inside it; null where none fails. */
export function explainCondition(condition: CompiledCondition, subject: Subject, today: Day): FailedKey | null {
  const failed = condition.find((key) => key.matches(subject, today) === false);
  if (failed === undefined) return null;
  const { key, wanted, passesOn } = failed;
  const found = failed.found(subject, today);
  return passesOn ? (found as FailedKey) : { key, wanted, found };
}

/** Whether the outcome depends on the day it is asked on. */
export function usesToday(condition: CompiledCondition): boolean {
  return condition.some((key) => key.usesToday);
}

function compileKey(key: string, wanted: unknown, compilePattern: CompilePattern): KeyTest {
  if (key === "any") return compileAny(wanted as readonly Condition[], compilePattern);
  if (key === "all") return compileAll(wanted as readonly Condition[], compilePattern);
  if (key === "not") return compileNot(wanted as Condition | readonly Condition[], compilePattern);
  if (key === "jql") return keyTestOf([compileJql((wanted as Jql).expression, compilePattern)]);
  return compilePlainKey(key, wanted, compilePattern);
}

/** Found: what failed in each alternative. */
function compileAny(alternatives: readonly Condition[], compilePattern: CompilePattern): KeyTest {
  return anyOf(alternatives.map((each) => compileCondition(each, compilePattern)));
}

function anyOf(conditions: readonly CompiledCondition[]): KeyTest {
  return {
    matches: (subject, today) => anyHolds(conditions, subject, today),
    found: (subject, today) => conditions.map((condition) => explainCondition(condition, subject, today)),
    usesToday: conditions.some(usesToday),
  };
}

/** Found: the first key that fails. */
function compileAll(parts: readonly Condition[], compilePattern: CompilePattern): KeyTest {
  return keyTestOf(parts.flatMap((part) => compileCondition(part, compilePattern)));
}

function keyTestOf(condition: CompiledCondition): KeyTest {
  return {
    matches: (subject, today) => matchesCondition(condition, subject, today),
    found: (subject, today) => explainCondition(condition, subject, today),
    passesOn: true,
    usesToday: usesToday(condition),
  };
}

/** None of them may hold. Found: the first that does. */
function compileNot(wanted: Condition | readonly Condition[], compilePattern: CompilePattern): KeyTest {
  const excluded = isList(wanted) ? wanted : [wanted];
  const conditions = excluded.map((each) => compileCondition(each, compilePattern));
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

/** Wanted is the clause as it is written; of alternatives, the list of what each wants. */
function compileJql(expression: JqlExpression, compilePattern: CompilePattern): KeyMatcher {
  const key = "jql";
  if (expression.kind === "clause") {
    const condition = compileCondition(expression.condition, compilePattern);
    const found = (subject: Subject, today: Day) => explainCondition(condition, subject, today)?.found;
    return { key, wanted: expression.text, ...keyTestOf(condition), found, passesOn: false };
  }
  const parts = expression.parts.map((part) => compileJql(part, compilePattern));
  if (expression.kind === "and") return { key: "all", wanted: parts.map(({ wanted }) => wanted), ...keyTestOf(parts) };
  return { key: "any", wanted: parts.map(({ wanted }) => wanted), ...anyOf(parts.map((part) => [part])) };
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
