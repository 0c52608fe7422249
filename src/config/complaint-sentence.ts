/** What is wrong with a value, in our words: what was expected, what was found, what to do. */
import type { z } from "zod";
import { didYouMean, quoted } from "./suggest.ts";
import type { ScalarTree, Tree } from "./yaml/tree.ts";

type Issue = z.core.$ZodIssue;

/** zod's names of types in ours. */
export const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
  tuple: "a list",
};

/** The end of a sentence about the value that an issue of zod's is about. */
export function sentenceOf(issue: Issue, node: Tree | null, showsValues: boolean): string {
  if (issue.code === "invalid_type") return invalidType(issue.expected, node, showsValues);
  if (issue.code === "invalid_value") return invalidChoice(issue.values.map(String), node, showsValues);
  if (issue.code === "invalid_union" && "options" in issue) {
    return invalidChoice((issue.options ?? []).map(String), node, showsValues);
  }
  if (issue.code === "too_small") return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === "too_big") return tooBig(issue.origin, Number(issue.maximum));
  return issue.message;
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === "number") return `must be at least ${minimum}`;
  return minimum === 1 ? "is empty" : `must hold at least ${minimum} items`;
}

function tooBig(origin: string, maximum: number): string {
  if (origin === "number") return `must be at most ${maximum}`;
  return origin === "string" ? `must be at most ${maximum} characters long` : `must hold at most ${maximum} items`;
}

function invalidType(expected: string, node: Tree | null, showsValues: boolean): string {
  if (expected === "number" && node?.kind === "scalar" && typeof node.value === "number") return "must be finite";
  return `expected ${typeNames[expected] ?? expected}, found ${foundName(node, showsValues)}${hintFor(expected, node, showsValues)}`;
}

function hintFor(expected: string, node: Tree | null, showsValues: boolean): string {
  if (node?.kind !== "scalar" || node.value === null) return "";
  if (expected === "array") return " (put it in brackets)";
  if (expected === "number" && typeof node.value === "string" && /^-?\d+(\.\d+)?$/.test(node.value)) {
    return " (take away the quotes)";
  }
  return expected === "string" ? quoteHint(node, showsValues) : "";
}

function invalidChoice(valid: readonly string[], node: Tree | null, showsValues: boolean): string {
  return `expected one of ${valid.join(", ")}${foundChoice(node, valid, showsValues)}`;
}

/** Plain `1.10` and `yes: true` lose what was written; quotes keep it. */
function quoteHint({ value, source }: ScalarTree, showsValues: boolean): string {
  if (typeof value === "string") return "";
  return showsValues ? ` (quote it: ${quoted(source)})` : " (quote it)";
}

/** The kind of thing that stands there; the thing itself only where it can be no secret. */
export function foundName(node: Tree | null, showsValues: boolean): string {
  if (node === null) return "nothing";
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map of keys";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "text";
  const type = typeof node.value === "number" ? "the number" : "the yes/no value";
  return showsValues ? `${type} ${node.source.slice(0, 40)}` : type.replace("the", "a");
}

/** What stands where one of `valid` should, and which of them may have been meant. */
export function foundChoice(node: Tree | null, valid: readonly string[], showsValues: boolean): string {
  const found = node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
  if (found === null) return `, found ${foundName(node, showsValues)}`;
  return `${showsValues ? `, found ${quoted(found)}` : ""}${didYouMean(found, valid)}`;
}
