/** Whether every issue that one condition matches is matched by another. Never wrongly yes; no where it cannot tell. */
import { isDeepStrictEqual } from "node:util";
import type { Condition } from "../domain/rule.ts";
import { testImplies } from "./test-implies.ts";

/** Both as the configuration has accepted them: no condition in them is empty. */
export function conditionImplies(narrow: Condition, wide: Condition): boolean {
  const wanted = Object.entries(wide).filter(([, test]) => test !== undefined);
  return wanted.length > 0 && wanted.every(([key, test]) => keyImplied(narrow, key, test));
}

/** The tests of a key in a condition and in what stands in its `all`: each of them holds where the condition holds. */
function testsOf(condition: Condition, key: string): readonly unknown[] {
  const test = (condition as Readonly<Record<string, unknown>>)[key];
  const inner = (condition.all ?? []).flatMap((each) => testsOf(each, key));
  return test === undefined ? inner : [test, ...inner];
}

function keyImplied(narrow: Condition, key: string, wanted: unknown): boolean {
  const given = testsOf(narrow, key);
  if (given.some((test) => isDeepStrictEqual(test, wanted))) return true;
  if (key === "any") return listOf(wanted).some((each) => conditionImplies(narrow, each));
  if (key === "all") return listOf(wanted).every((each) => conditionImplies(narrow, each));
  if (key === "not") return listOf(wanted).every((each) => isExcluded(each, given.flatMap(listOf)));
  return key !== "jql" && given.some((test) => testImplies(key, test, wanted));
}

/** What a wider condition excludes is excluded with it. */
function isExcluded(condition: Condition, excluded: readonly Condition[]): boolean {
  return excluded.some((each) => conditionImplies(condition, each));
}

function listOf(conditions: unknown): readonly Condition[] {
  return Array.isArray(conditions) ? (conditions as readonly Condition[]) : [conditions as Condition];
}
