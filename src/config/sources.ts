/** sources.yaml: tree → sources with every default filled in. */
import type { SourceConfig } from "./config.ts";
import { fieldNamesOf } from "./field-names.ts";
import { refuseDuplicates } from "./id.ts";
import type { FieldName } from "./jql/checks.ts";
import { placedId, refuseUnknownKeys } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { checkShape, isWhole, itemsAt, textAt } from "./shape.ts";
import { SourceShape } from "./sources-shape.ts";
import { keyPositionAt, mapScalars, type MapTree, nodeAt, type Path, positionAt, type Tree } from "./yaml/tree.ts";

/** Spec domain.md section 1. */
export const defaultCanceledResolutions: readonly string[] = [
  "Won't Do",
  "Won't Fix",
  "Duplicate",
  "Declined",
  "Cannot Reproduce",
  "Incomplete",
  "Invalid",
  "Abandoned",
  "Obsolete",
  "Rejected",
];

const defaultReconcile = { everyMs: 15 * 60_000, full: "0 3 * * *", jql: null, teams: null };

export interface Sources {
  sources: readonly SourceConfig[];
  /** Of all that is written, faulty or not: what may be referred to. Null where not all of it could be read. */
  ids: readonly string[] | null;
  aliases: readonly string[] | null;
  fields: readonly FieldName[];
  /** Ids of sources that need a field alias to know when work started, and have none. */
  withoutStartedAt: readonly string[];
}

export function readSources(root: MapTree, report: Report): Sources {
  refuseUnknownKeys(root, ["sources"], report);
  if (!root.entries.has("sources")) report.problem(root.at, 'missing key "sources"');
  const trees = itemsAt(root, "sources", report).map((tree) => writtenOut(tree, report));
  const ids = trees.flatMap(placedId);
  refuseDuplicates(ids, "id", report);
  return {
    sources: trees.flatMap((tree) => readSource(tree, report)),
    ids: isWhole(root, "sources") ? ids.map(({ id }) => id) : null,
    aliases: isWhole(root, "sources") ? [...new Set(trees.flatMap(aliasesOf))] : null,
    fields: fieldNamesOf(root),
    withoutStartedAt: trees.flatMap((tree) => {
      const lacks = textAt(tree, ["kind"]) === "jira" && !aliasesOf(tree).includes("startedAt");
      return lacks ? placedId(tree).map(({ id }) => id) : [];
    }),
  };
}

/** Paths of sources.yaml whose values are secrets. */
export function isSourceSecret(path: Path): boolean {
  const key = path[2];
  if (key === "auth") return path[3] !== "email";
  return key === "webhookSecrets" || (key === "webhookAuth" && path[3] === "values");
}

/**
 * Without values under `id` and `kind` that are references. Ids are stored with every issue and named in messages: they must
 * be the same everywhere, and no secret. The kind decides which keys there are.
 */
function writtenOut(tree: Tree, report: Report): Tree {
  return mapScalars(tree, [], (scalar, path) => {
    const key = path.length === 1 ? String(path[0]) : "";
    if ((key !== "id" && key !== "kind") || typeof scalar.value !== "string") return scalar;
    if (scalar.source === scalar.value) return scalar;
    report.problem(scalar.at, `${key}: must be written out, without \${…}`);
    return { ...scalar, value: null, unresolved: true };
  });
}

function aliasesOf(tree: Tree): string[] {
  const fields = nodeAt(tree, ["fields"]);
  return fields?.kind === "map" ? [...fields.entries.keys()] : [];
}

function readSource(tree: Tree, report: Report): SourceConfig[] {
  const shape = checkShape(SourceShape, tree, "source", report);
  if (shape === null) return [];
  const at = positionAt(tree, ["id"]);
  const verifies = shape.webhookSecrets.length > 0 || (shape.kind === "jira" && shape.webhookAuth !== undefined);
  if (!verifies) report.warning(at, `the source has no webhook secret: every delivery to it will be refused`);
  if (shape.auth === undefined && typeof shape.reconcile === "object") {
    report.warning(keyPositionAt(tree, [], "reconcile"), "reconcile has no effect without auth");
  }
  return [sourceFrom(shape)];
}

function sourceFrom(shape: SourceShape): SourceConfig {
  const common = {
    id: shape.id,
    kind: shape.kind,
    apiUrl: shape.apiUrl ?? null,
    webhookSecrets: shape.webhookSecrets,
    auth: shape.auth === undefined ? null : { ...shape.auth },
    staleAfterMs: shape.staleAfter,
    maxAgeMs: shape.maxAge,
    reconcile: reconcileFrom(shape),
  };
  if (shape.kind === "linear") {
    return { ...common, baseUrl: null, webhookAuth: null, fields: {}, canceledResolutions: [] };
  }
  const { webhookAuth } = shape;
  const fields = Object.entries(shape.fields).map(([alias, ids]) => [alias, typeof ids === "string" ? [ids] : ids]);
  return {
    ...common,
    baseUrl: shape.baseUrl,
    webhookAuth: webhookAuth === undefined ? null : { ...webhookAuth, header: webhookAuth.header.toLowerCase() },
    fields: Object.fromEntries(fields) as Record<string, string[]>,
    canceledResolutions: shape.canceledResolutions ?? defaultCanceledResolutions,
  };
}

/** Null where it is switched off, or where nothing can be fetched for want of credentials. */
function reconcileFrom(shape: SourceShape): SourceConfig["reconcile"] {
  const { reconcile } = shape;
  if (reconcile === "off" || shape.auth === undefined) return null;
  if (reconcile === undefined) return defaultReconcile;
  return {
    everyMs: reconcile.every,
    full: reconcile.full,
    jql: ("jql" in reconcile ? reconcile.jql : undefined) ?? null,
    teams: ("teams" in reconcile ? reconcile.teams : undefined) ?? null,
  };
}
