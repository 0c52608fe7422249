/** Compiles a condition into a matcher that answers true, false or null, and explains a false. */
import type { Subject } from "./attribute.ts";
import { compilePlainKey, type KeyTest, type Verdict } from "./condition-key.ts";
import type { Jql, JqlExpression } from "./jql.ts";
import type { Day } from "./okr.ts";
import type { CompilePattern } from "./pattern.ts";
import { type Condition, numberKeys } from "./rule.ts";

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
  return conditionCompiler(compilePattern)(condition);
}

type CompileCondition = (condition: Condition) => CompiledCondition;

/** For many conditions: what they have in common is compiled once, so that it takes less memory and is at hand. */
export function conditionCompiler(compilePattern: CompilePattern): CompileCondition {
  const compilePlain = sharingKeys((key, wanted) => ({ key, wanted, ...compilePlainKey(key, wanted, compilePattern) }));
  const compile: CompileCondition = (condition) =>
    Object.entries(condition)
      .filter(([, wanted]) => wanted !== undefined)
      .map(([key, wanted]) => compileKey(key, wanted, compile) ?? compilePlain(key, wanted));
  return compile;
}

type CompileKey = (key: string, wanted: unknown) => KeyMatcher;

/** Tests that may hold numbers are not told apart by their JSON, and those of `within` are hardly ever the same. */
function sharingKeys(compile: CompileKey): CompileKey {
  const known = new Map<string, KeyMatcher>();
  return (key, wanted) => {
    if (key === "within" || isNumberKey(key) || key.startsWith("field.")) return compile(key, wanted);
    const name = typeof wanted === "string" ? `${key}=${wanted}` : `${key}:${JSON.stringify(wanted)}`;
    let matcher = known.get(name);
    if (matcher === undefined) known.set(name, (matcher = compile(key, wanted)));
    return matcher;
  };
}

function isNumberKey(key: string): boolean {
  return numberKeys.some((each) => each === key);
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

/** Null for a plain key. */
function compileKey(key: string, wanted: unknown, compile: CompileCondition): KeyMatcher | null {
  if (key === "any") return { key, wanted, ...anyOf((wanted as readonly Condition[]).map(compile)) };
  if (key === "all") return { key, wanted, ...keyTestOf((wanted as readonly Condition[]).flatMap(compile)) };
  if (key === "not") return { key, wanted, ...noneOf(wanted as Condition | readonly Condition[], compile) };
  if (key === "jql") return { key, wanted, ...keyTestOf([compileJql((wanted as Jql).expression, compile)]) };
  return null;
}

/** Found: what failed in each alternative. */
function anyOf(conditions: readonly CompiledCondition[]): KeyTest {
  return {
    matches: (subject, today) => anyHolds(conditions, subject, today),
    found: (subject, today) => conditions.map((condition) => explainCondition(condition, subject, today)),
    usesToday: conditions.some(usesToday),
  };
}

/** Found: the first key that fails. */
function keyTestOf(condition: CompiledCondition): KeyTest {
  return {
    matches: (subject, today) => matchesCondition(condition, subject, today),
    found: (subject, today) => explainCondition(condition, subject, today),
    passesOn: true,
    usesToday: usesToday(condition),
  };
}

/** None of them may hold. Found: the first that does. */
function noneOf(wanted: Condition | readonly Condition[], compile: CompileCondition): KeyTest {
  const excluded = isList(wanted) ? wanted : [wanted];
  const conditions = excluded.map(compile);
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
function compileJql(expression: JqlExpression, compile: CompileCondition): KeyMatcher {
  const key = "jql";
  if (expression.kind === "clause") {
    const condition = compile(expression.condition);
    const found = (subject: Subject, today: Day) => explainCondition(condition, subject, today)?.found;
    return { key, wanted: expression.text, ...keyTestOf(condition), found, passesOn: false };
  }
  const parts = expression.parts.map((part) => compileJql(part, compile));
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
