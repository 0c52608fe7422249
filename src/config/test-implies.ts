/** Whether one test of a condition's key holds wherever another does. Never wrongly yes; no where it cannot tell. */
import { isDeepStrictEqual } from "node:util";
import { compileGlob } from "../domain/glob.ts";

/** `narrow` and `wide` are tests of the same key, as the configuration has accepted them. */
export function testImplies(key: string, narrow: unknown, wide: unknown): boolean {
  if (isDeepStrictEqual(narrow, wide)) return true;
  if (key === "within") return listOf(narrow).every((name) => listOf(wide).includes(name));
  const [given, wanted] = [formsOf(narrow), formsOf(wide)];
  return boundsImply(given, wanted) && textsImply(given, wanted) && existenceImplies(given, wanted);
}

/** All forms that a test may have, plain ones as what they stand for. */
interface Forms {
  any?: readonly string[];
  all?: readonly string[];
  none?: readonly string[];
  matches?: string;
  gte?: number | string;
  gt?: number | string;
  lte?: number | string;
  lt?: number | string;
  exists?: boolean;
}

function formsOf(test: unknown): Forms {
  if (typeof test === "number") return { gte: test, lte: test };
  if (typeof test === "string" || Array.isArray(test)) return { any: listOf(test) };
  return test as Forms;
}

function listOf(test: unknown): readonly string[] {
  return Array.isArray(test) ? (test as readonly string[]) : [test as string];
}

function textsImply(given: Forms, wanted: Forms): boolean {
  const { any, all = [], none = [], matches } = wanted;
  return (
    (any === undefined || hasOneOf(given, any)) &&
    all.every((pattern) => hasOneOf(given, [pattern])) &&
    none.every((pattern) => isCovered(pattern, given.none ?? [])) &&
    (matches === undefined || matches === given.matches)
  );
}

function hasOneOf({ any = [], all = [] }: Forms, patterns: readonly string[]): boolean {
  if (any.length > 0 && any.length * patterns.length <= maxComparisons) {
    if (any.every((value) => isCovered(value, patterns))) return true;
  }
  return all.some((value) => isCovered(value, patterns));
}

/** Lists of hundreds in hundreds of rules would take longer to compare than the advice is worth. */
const maxComparisons = 2_000;

/** What fits `text`, itself a glob, fits one of the patterns: their stars take its stars in with all that these stand for. */
function isCovered(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => compileGlob(pattern)(text));
}

const boundNames = ["gte", "gt", "lte", "lt"] as const;

/** Each bound wanted follows from one that is given; of dates, which may move with the day, from the same one. */
function boundsImply(given: Forms, wanted: Forms): boolean {
  return boundNames.every((name) => {
    const bound = wanted[name];
    if (bound === undefined || bound === given[name]) return true;
    if (typeof bound !== "number") return false;
    const { gte, gt, lte, lt } = given;
    if (name === "gte") return isNumber(gte, (from) => from >= bound) || isNumber(gt, (from) => from >= bound);
    if (name === "gt") return isNumber(gt, (from) => from >= bound) || isNumber(gte, (from) => from > bound);
    if (name === "lte") return isNumber(lte, (to) => to <= bound) || isNumber(lt, (to) => to <= bound);
    return isNumber(lt, (to) => to <= bound) || isNumber(lte, (to) => to < bound);
  });
}

function isNumber(value: unknown, holds: (value: number) => boolean): boolean {
  return typeof value === "number" && holds(value);
}

/** Whatever asks for a value asks that there is one. */
function existenceImplies(given: Forms, { exists }: Forms): boolean {
  if (exists === undefined || exists === given.exists) return true;
  return exists && [given.any, given.all, given.matches, ...boundNames.map((name) => given[name])].some(isThere);
}

function isThere(form: unknown): boolean {
  return form !== undefined && !(Array.isArray(form) && form.length === 0);
}
