/** `${NAME}`, `${NAME:-default}` and `${file:/path}` in the files that may hold secrets. Replaced once, never again in the result. */
import type { Position, Report } from "./problem.ts";
import { type ReferenceOptions, type Resolve, type Resolved, resolverFor, variableOf } from "./reference-lookup.ts";
import { mapScalars, type MapTree, type Path, type ScalarTree, type Tree } from "./yaml/tree.ts";

const opening = "${";

/** The tree with references replaced; secrets that stand in the file itself are warned about. `isSecret` tells by path. */
export function resolveReferences(
  root: MapTree,
  options: ReferenceOptions,
  isSecret: (path: Path) => boolean,
  report: Report,
): MapTree {
  const resolve = resolverFor(options);
  const replace = (scalar: ScalarTree, path: Path): ScalarTree => {
    if (typeof scalar.value !== "string" || scalar.unresolved) return scalar;
    if (isSecret(path)) warnOfInline(scalar.value, scalar.at, report);
    return scalar.value.includes(opening) ? resolveScalar(scalar, scalar.value, resolve, report) : scalar;
  };
  return mapScalars(root, [], replace) as MapTree;
}

/** The environment variables that the texts of a tree refer to. */
export function variablesIn(root: Tree): ReadonlySet<string> {
  const names = new Set<string>();
  mapScalars(root, [], (scalar) => {
    for (const { reference } of typeof scalar.value === "string" ? partsOf(scalar.value) : []) {
      const variable = reference === null ? null : variableOf(reference);
      if (variable !== null) names.add(variable.name);
    }
    return scalar;
  });
  return names;
}

/** In the other files `${` would stand for itself, which nobody can have meant: it is reported, and the text left out. */
export function withoutReferences(root: MapTree, report: Report): MapTree {
  return mapScalars(root, [], (scalar) => {
    if (typeof scalar.value !== "string" || !scalar.value.includes(opening)) return scalar;
    report.problem(scalar.at, '"${…}" is replaced in sources.yaml, access.yaml and publish.yaml only');
    return { ...scalar, value: null, unresolved: true };
  }) as MapTree;
}

function resolveScalar(scalar: ScalarTree, text: string, resolve: Resolve, report: Report): ScalarTree {
  let value = "";
  const faults = new Set<string>();
  const warnings = new Set<string>();
  for (const part of partsOf(text)) {
    const resolved: Resolved = part.reference === null ? { ok: true, text: part.text } : resolve(part.reference);
    if (!resolved.ok) faults.add(resolved.message);
    else {
      value += resolved.text;
      if (resolved.warning !== undefined) warnings.add(resolved.warning);
    }
  }
  for (const message of faults) report.problem(scalar.at, message);
  for (const message of warnings) report.warning(scalar.at, message);
  const unresolved = faults.size > 0;
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

/** A default of a reference stands in the file as well. */
function warnOfInline(text: string, at: Position, report: Report): void {
  const isInline = partsOf(text).some(({ text, reference }) =>
    reference === null ? text.trim() !== "" : (variableOf(reference)?.fallback ?? "") !== "",
  );
  if (isInline) report.warning(at, "a secret is written inline; refer to it as ${NAME} or ${file:/absolute/path}");
}
