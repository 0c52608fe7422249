/** `${NAME}`, `${NAME:-default}` and `${file:/path}` in the files that may hold secrets. Replaced once, never again in the result. */
import type { Position, Report } from "./problem.ts";
import type { FileText } from "./regular-file.ts";
import { mapScalars, type MapTree, type Path, type ScalarTree, type Tree } from "./tree.ts";

export interface ReferenceOptions {
  env: Readonly<Record<string, string | undefined>>;
  readFile: (path: string) => FileText;
}

type Resolved = { ok: true; text: string } | { ok: false; message: string };

const opening = "${";
const variable = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** The tree with references replaced; secrets that stand in the file itself are warned about. `isSecret` tells by path. */
export function resolveReferences(
  root: MapTree,
  options: ReferenceOptions,
  isSecret: (path: Path) => boolean,
  report: Report,
): MapTree {
  const replace = (scalar: ScalarTree, path: Path): ScalarTree => {
    if (typeof scalar.value !== "string" || scalar.unresolved) return scalar;
    if (isSecret(path)) warnOfInline(scalar.value, scalar.at, report);
    return scalar.value.includes(opening) ? resolveScalar(scalar, scalar.value, options, report) : scalar;
  };
  return mapScalars(root, [], replace) as MapTree;
}

/** In the other files `${` would stand for itself, which nobody can have meant. */
export function refuseReferences(tree: Tree, report: Report): void {
  mapScalars(tree, [], (scalar) => {
    if (typeof scalar.value === "string" && scalar.value.includes(opening)) {
      report.problem(scalar.at, '"${…}" is replaced in sources.yaml, access.yaml and publish.yaml only');
    }
    return scalar;
  });
}

function resolveScalar(scalar: ScalarTree, text: string, options: ReferenceOptions, report: Report): ScalarTree {
  let value = "";
  let unresolved = false;
  for (const part of partsOf(text)) {
    const resolved: Resolved =
      part.reference === null ? { ok: true, text: part.text } : resolve(part.reference, options);
    if (resolved.ok) value += resolved.text;
    else {
      report.problem(scalar.at, resolved.message);
      unresolved = true;
    }
  }
  return { ...scalar, value: unresolved ? null : value, source: "", unresolved };
}

interface Part {
  text: string;
  /** What stands between the braces; null for plain text. */
  reference: string | null;
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (let open = text.indexOf(opening); open >= 0; open = text.indexOf(opening, from)) {
    const close = text.indexOf("}", open);
    parts.push({ text: text.slice(from, open), reference: null });
    parts.push({ text: "", reference: close < 0 ? "" : text.slice(open + opening.length, close) });
    from = close < 0 ? text.length : close + 1;
  }
  return [...parts, { text: text.slice(from), reference: null }];
}

function resolve(reference: string, { env, readFile }: ReferenceOptions): Resolved {
  if (reference.startsWith("file:")) return resolveFile(reference.slice("file:".length), readFile);
  const found = variable.exec(reference);
  if (found === null) {
    return { ok: false, message: "a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}" };
  }
  const name = found[1]!;
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  const fallback = found[2];
  if (fallback !== undefined && (value === undefined || value === "")) return { ok: true, text: fallback };
  if (value === undefined) return { ok: false, message: `the environment variable ${name} is not set` };
  return { ok: true, text: value };
}

function resolveFile(path: string, readFile: ReferenceOptions["readFile"]): Resolved {
  if (!path.startsWith("/")) return { ok: false, message: "a file reference must name an absolute path" };
  const file = readFile(path);
  if (!file.ok) return { ok: false, message: `the file ${JSON.stringify(path)} ${file.reason}` };
  return { ok: true, text: file.text.replace(/\r?\n$/, "") };
}

/** A default of a reference stands in the file as well. */
function warnOfInline(text: string, at: Position, report: Report): void {
  const isInline = partsOf(text).some(({ text, reference }) =>
    reference === null ? text.trim() !== "" : (variable.exec(reference)?.[2] ?? "") !== "",
  );
  if (isInline) report.warning(at, "a secret is written inline; refer to it as ${NAME} or ${file:/absolute/path}");
}
