/** The condition of a rule: tree → checked condition, key by key, so that each fault is named where it stands. */
import type { z } from "zod";
import { type Condition, dateKeys, numberKeys, textKeys } from "../domain/rule.ts";
import { type ConditionChecks, checkPattern, checkQuery } from "./condition-checks.ts";
import { checkTestValues } from "./condition-values.ts";
import { DateTestShape, JqlShape, NumberTestShape, TextTestShape, WithinShape } from "./mapping-shape.ts";
import { checkShape, textAt } from "./shape.ts";
import { type Entry, plainOf, positionAt, type Tree } from "./yaml/tree.ts";
import { unknownKeys } from "./zod-complaint.ts";

const fieldPrefix = "field.";

const testShapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...textKeys.map((key): [string, z.ZodType] => [key, TextTestShape]),
  ...numberKeys.map((key): [string, z.ZodType] => [key, NumberTestShape]),
  ...dateKeys.map((key): [string, z.ZodType] => [key, DateTestShape]),
  ["within", WithinShape],
]);

const groupKeys = ["any", "all", "not"] as const;

const validKeys: readonly string[] = [...testShapes.keys(), ...groupKeys, "jql", `${fieldPrefix}<alias>`];

/** The condition; where anything in it was reported, what is left of it. */
export function readCondition(tree: Tree, label: string, checks: ConditionChecks): Condition {
  const { report } = checks;
  if (tree.kind !== "map") {
    report.problem(tree.at, `${label}: expected a map of condition keys`);
    return {};
  }
  if (tree.entries.size === 0) report.problem(tree.at, `${label}: is empty; it would match every issue`);
  const condition: Record<string, unknown> = {};
  for (const [key, entry] of tree.entries) {
    const value = readKey(key, entry, checks);
    if (value !== undefined) condition[key] = value;
  }
  return condition as Condition;
}

function readKey(key: string, entry: Entry, checks: ConditionChecks): unknown {
  if (key === "any" || key === "all" || key === "not") return readGroup(key, entry.tree, checks);
  if (key === "jql") return readQuery(entry.tree, checks);
  const { report, names } = checks;
  const shape = key.startsWith(fieldPrefix) ? fieldShape(entry.tree) : testShapes.get(key);
  if (shape === undefined) {
    for (const { message } of unknownKeys([key], validKeys, [])) report.problem(entry.keyAt, message);
    return undefined;
  }
  const { tree } = entry;
  if (tree.kind === "map" && tree.entries.size === 0) {
    report.problem(tree.at, `${key}: is empty`);
    return undefined;
  }
  if (key.startsWith(fieldPrefix) && hasMixedBounds(tree)) {
    report.problem(tree.at, `${key}: bounds must be all numbers or all dates`);
    return undefined;
  }
  const test = checkShape(shape, tree, key, report) ?? undefined;
  checkTestValues(key, entry, names, report);
  const pattern = textAt(tree, ["matches"]);
  if (pattern !== null && pattern !== "") checkPattern(pattern, positionAt(tree, ["matches"]), checks);
  return test;
}

function readQuery(tree: Tree, checks: ConditionChecks): unknown {
  const text = checkShape(JqlShape, tree, "jql", checks.report);
  return text === null ? undefined : checkQuery(text, tree.at, checks);
}

/** `not` may be one condition or a list of them; `any` and `all` are lists. */
function readGroup(key: (typeof groupKeys)[number], tree: Tree, checks: ConditionChecks): unknown {
  if (key === "not" && tree.kind === "map") return readCondition(tree, key, checks);
  if (tree.kind !== "list") {
    const expected = key === "not" ? "a condition or a list of conditions" : "a list of conditions";
    checks.report.problem(tree.at, `${key}: expected ${expected}`);
    return undefined;
  }
  if (tree.items.length === 0) checks.report.problem(tree.at, `${key}: is empty`);
  return tree.items.map((item, index) => readCondition(item, `${key}[${index}]`, checks));
}

/** What a custom field is tested as follows from how the test is written: bounds in text are dates. */
function fieldShape(tree: Tree): z.ZodType {
  if (tree.kind === "scalar") return typeof tree.value === "number" ? NumberTestShape : TextTestShape;
  if (tree.kind === "list") return TextTestShape;
  const bounds = boundsOf(tree);
  if (bounds.length === 0) return TextTestShape;
  return bounds.some((bound) => typeof bound === "string") ? DateTestShape : NumberTestShape;
}

function hasMixedBounds(tree: Tree): boolean {
  const types = new Set(boundsOf(tree).map((bound) => typeof bound));
  return types.has("number") && types.has("string");
}

function boundsOf(tree: Tree): readonly unknown[] {
  if (tree.kind !== "map") return [];
  return ["gte", "gt", "lte", "lt"].flatMap((key) => {
    const bound = tree.entries.get(key);
    return bound === undefined ? [] : [plainOf(bound.tree)];
  });
}
