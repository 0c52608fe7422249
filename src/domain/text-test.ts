/** Text tests of conditions: a glob, a list of them, or the forms any, all, none, matches and exists. */
import { compileGlob } from "./glob.ts";
import type { CompilePattern } from "./pattern.ts";
import type { TextTest } from "./rule.ts";

type Values = readonly string[];

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
  return (values) => tests.every((each) => each(values));
}

function someMatches(patterns: Values): ValuesTest {
  const globs = patterns.map(compileGlob);
  return (values) => values.some((value) => globs.some((glob) => glob(value)));
}

function some(test: (text: string) => boolean): ValuesTest {
  return (values) => values.some(test);
}

function not(test: ValuesTest): ValuesTest {
  return (values) => !test(values);
}

function exists(wanted: boolean): ValuesTest {
  return (values) => values.length > 0 === wanted;
}

/** Tells a list of texts from the object form; `Array.isArray` alone does not narrow a read-only list. */
export function isList(test: TextTest): test is readonly string[] {
  return Array.isArray(test);
}
