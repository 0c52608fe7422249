/** Text tests of conditions: a glob, a list of them, or the forms any, all, none, matches and exists. */
import { compileGlob } from "./glob.ts";
import type { CompilePattern } from "./pattern.ts";
import type { TextTest } from "./rule.ts";

/** Null and empty text stand for nothing. */
type Values = readonly (string | null)[];

/** A test over an attribute's values: one that the issue does not have is an empty list. */
export type ValuesTest = (values: Values) => boolean;

/** Forms of one object are ANDed. */
export function compileTextTest(test: TextTest, compilePattern: CompilePattern): ValuesTest {
  if (typeof test === "string") return someMatches([test]);
  if (isList(test)) return someMatches(test);
  const tests: ValuesTest[] = [];
  if (test.any !== undefined) tests.push(someMatches(test.any));
  if (test.all !== undefined) tests.push(...test.all.map((pattern) => someMatches([pattern])));
  if (test.none !== undefined) tests.push(not(someMatches(test.none)));
  if (test.matches !== undefined) tests.push(some(compilePattern(test.matches)));
  if (test.exists !== undefined) tests.push(exists(test.exists));
  if (tests.length === 1) return tests[0]!;
  return (values) => tests.every((each) => each(values));
}

function someMatches(patterns: readonly string[]): ValuesTest {
  const globs = patterns.filter((pattern) => pattern.includes("*")).map(compileGlob);
  const wanted = new Set(patterns.filter((pattern) => !pattern.includes("*")).map((text) => text.toLowerCase()));
  return some((text) => wanted.has(text.toLowerCase()) || globs.some((glob) => glob(text)));
}

/** The one text, in lower case, that is asked for; null where the test is another. Most are of this kind. */
export function plainTextOf(test: TextTest): string | null {
  const text = isList(test) && test.length === 1 ? test[0]! : test;
  return typeof text !== "string" || text.includes("*") ? null : text.toLowerCase();
}

/** Whether one of the values is this text, which is in lower case. */
export function hasText(values: Values, text: string): boolean {
  if (text === "") return false;
  for (const value of values) if (value !== null && value.toLowerCase() === text) return true;
  return false;
}

function some(test: (text: string) => boolean): ValuesTest {
  return (values) => {
    for (const value of values) if (isPresent(value) && test(value)) return true;
    return false;
  };
}

function not(test: ValuesTest): ValuesTest {
  return (values) => !test(values);
}

function exists(wanted: boolean): ValuesTest {
  return (values) => values.some(isPresent) === wanted;
}

function isPresent(value: string | null): value is string {
  return value !== null && value !== "";
}

/** Tells a list of texts from the object form; `Array.isArray` alone does not narrow a read-only list. */
export function isList(test: TextTest): test is readonly string[] {
  return Array.isArray(test);
}
