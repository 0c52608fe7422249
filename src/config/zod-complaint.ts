/** zod's issues → our sentences: what was expected, what was found, the nearest valid name. */
import { z } from "zod";
import { didYouMean, quoted } from "./suggest.ts";
import { nodeAt, type Path, type Tree } from "./tree.ts";

export interface Complaint {
  path: Path;
  /** Point at this key of the map at `path` instead of at the value. */
  key?: string;
  message: string;
}

type Issue = z.core.$ZodIssue;

/** A strict map whose complaint about unknown keys carries the valid ones, one a line, to suggest from. */
export function strictMap<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join("\n") : undefined),
  });
}

/** Text with at least one character. */
export const Text = z.string().min(1);

/** All complaints about the tree; `showsValues: false` keeps values, which may be secrets, out of them. */
export function complaintsOf(error: z.ZodError, tree: Tree, name: string, showsValues: boolean): Complaint[] {
  return error.issues.flatMap((issue) => explain(issue, issue.path, { tree, name, showsValues }));
}

interface Context {
  tree: Tree;
  name: string;
  showsValues: boolean;
}

function explain(issue: Issue, path: Path, context: Context): Complaint[] {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, issue.message.split("\n"), path);
  if (issue.code === "invalid_union" && issue.errors.length > 0) return explainUnion(issue.errors, path, context);
  const parent = nodeAt(context.tree, path.slice(0, -1));
  const missing = nodeAt(context.tree, path) === null && parent?.kind === "map";
  if (missing) return [{ path: path.slice(0, -1), message: `missing key "${String(path.at(-1))}"` }];
  const label = labelOf(path, context.name);
  if (issue.code === "invalid_key") {
    const reasons = issue.issues.map((inner) => inner.message).join(", ");
    return [{ path: path.slice(0, -1), key: String(path.at(-1)), message: `${label}: ${reasons}` }];
  }
  return [{ path, message: `${label}: ${sentenceOf(issue, nodeAt(context.tree, path), context.showsValues)}` }];
}

export function unknownKeys(keys: readonly string[], valid: readonly string[], path: Path): Complaint[] {
  return keys.map((key) => ({ path, key, message: `unknown key ${quoted(key)}${suggestion(key, valid)}` }));
}

function suggestion(key: string, valid: readonly string[]): string {
  return didYouMean(key, valid) || `; valid: ${valid.join(", ")}`;
}

/** Of several forms, the one that was meant: of the right type, with the fewest faults. */
function explainUnion(branches: readonly Issue[][], path: Path, context: Context): Complaint[] {
  const node = nodeAt(context.tree, path);
  const isText = node?.kind === "scalar" && typeof node.value === "string";
  const misses = (issue: Issue) =>
    issue.path.length === 0 && (issue.code === "invalid_type" || (issue.code === "invalid_value" && !isText));
  const meant = branches.filter((issues) => !issues.some(misses)).toSorted((a, b) => a.length - b.length)[0];
  if (meant !== undefined) return meant.flatMap((issue) => explain(issue, [...path, ...issue.path], context));
  const types = branches.flat().flatMap(formsOf);
  const found = foundName(node, context.showsValues);
  const message = `${labelOf(path, context.name)}: expected ${orList([...new Set(types)])}, found ${found}`;
  return [{ path, message }];
}

function formsOf(issue: Issue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "invalid_type" ? [typeNames[issue.expected] ?? issue.expected] : [];
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
  tuple: "a list",
};

function sentenceOf(issue: Issue, node: Tree | null, showsValues: boolean): string {
  if (issue.code === "invalid_type") return invalidType(issue.expected, node, showsValues);
  if (issue.code === "invalid_value") return invalidChoice(issue.values.map(String), node, showsValues);
  if (issue.code === "invalid_union" && "options" in issue) {
    return invalidChoice((issue.options ?? []).map(String), node, showsValues);
  }
  if (issue.code === "too_small") return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === "too_big") return `must ${issue.origin === "array" ? "hold" : "be"} at most ${issue.maximum}`;
  return issue.message;
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === "number") return `must be at least ${minimum}`;
  return minimum === 1 ? "is empty" : `must hold at least ${minimum}`;
}

function invalidType(expected: string, node: Tree | null, showsValues: boolean): string {
  if (expected === "number" && node?.kind === "scalar" && typeof node.value === "number") return "must be finite";
  const hint = expected === "string" ? quoteHint(node, showsValues) : "";
  return `expected ${typeNames[expected] ?? expected}, found ${foundName(node, showsValues)}${hint}`;
}

function invalidChoice(valid: readonly string[], node: Tree | null, showsValues: boolean): string {
  const found = node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
  if (found === null) return `expected one of ${valid.join(", ")}, found ${foundName(node, showsValues)}`;
  return `expected one of ${valid.join(", ")}${showsValues ? `, found ${quoted(found)}` : ""}${didYouMean(found, valid)}`;
}

/** Plain `1.10` and `yes: true` lose what was written; quotes keep it. */
function quoteHint(node: Tree | null, showsValues: boolean): string {
  const isPlain = node?.kind === "scalar" && node.value !== null && typeof node.value !== "string";
  return isPlain && showsValues ? ` (quote it: "${node.source}")` : "";
}

function foundName(node: Tree | null, showsValues: boolean): string {
  if (node === null) return "nothing";
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map of keys";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "text";
  const type = typeof node.value === "number" ? "the number" : "the yes/no value";
  return showsValues ? `${type} ${node.source.slice(0, 40)}` : type.replace("the", "a");
}

/** `target`, `webhookSecrets[0]`: the last key of the path and the places in lists after it. */
export function labelOf(path: Path, name: string): string {
  const last = path.findLastIndex((step) => typeof step === "string");
  const indexes = path.slice(last + 1).map((step) => `[${String(step)}]`);
  return `${last < 0 ? name : String(path[last])}${indexes.join("")}`;
}

export function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
