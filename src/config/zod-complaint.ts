/** zod's issues → our sentences: what was expected, what was found, the nearest valid name. */
import { z } from "zod";
import { foundChoice, foundName, sentenceOf, typeNames } from "./complaint-sentence.ts";
import { didYouMean, quoted } from "./suggest.ts";
import { nodeAt, type Path, type Tree } from "./yaml/tree.ts";

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
  if (issue.code === "unrecognized_keys") {
    return unknownKeys(issue.keys, issue.message.split("\n"), path, context.showsValues);
  }
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

/** `showsKeys: false`: what cannot be a key of ours may be a secret in the wrong place, and is not shown. */
export function unknownKeys(
  keys: readonly string[],
  valid: readonly string[],
  path: Path,
  showsKeys = true,
): Complaint[] {
  return keys.map((key) => {
    const name = showsKeys || isWord(key) ? ` ${quoted(key)}` : "";
    return { path, key, message: `unknown key${name}${suggestion(key, valid)}` };
  });
}

/** As our own keys are: no token is without digits, and as short as this. */
export function isWord(key: string): boolean {
  return /^[A-Za-z]{1,24}$/.test(key);
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
  const choice = meant?.find((issue) => issue.path.length === 0 && issue.code === "invalid_value");
  if (meant !== undefined && choice === undefined) {
    return meant.flatMap((issue) => explain(issue, [...path, ...issue.path], context));
  }
  const forms = [...new Set(branches.flat().flatMap(formsOf))];
  const found =
    choice === undefined
      ? `, found ${foundName(node, context.showsValues)}`
      : foundChoice(node, forms, context.showsValues);
  return [{ path, message: `${labelOf(path, context.name)}: expected ${orList(forms)}${found}` }];
}

function formsOf(issue: Issue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "invalid_type" ? [typeNames[issue.expected] ?? issue.expected] : [];
}

/** Of a key that somebody chose, such as an alias or a status; characters. */
const maxLabel = 60;

/** `target`, `webhookSecrets[0]`: the last key of the path and the places in lists after it. */
export function labelOf(path: Path, name: string): string {
  const last = path.findLastIndex((step) => typeof step === "string");
  const indexes = path.slice(last + 1).map((step) => `[${String(step)}]`);
  const key = last < 0 ? name : String(path[last]);
  return `${key.length > maxLabel ? `${key.slice(0, maxLabel)}…` : key}${indexes.join("")}`;
}

export function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
