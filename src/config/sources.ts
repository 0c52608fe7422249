/** sources.yaml: tree → sources with every default filled in. */
import type { SourceConfig } from "./config.ts";
import { refuseDuplicates } from "./id.ts";
import { placedId, refuseUnknownKeys } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { checkShape, itemsAt, textAt } from "./shape.ts";
import { SourceShape } from "./sources-shape.ts";
import { keyPositionAt, type MapTree, nodeAt, type Path, positionAt, type Tree } from "./tree.ts";

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
  /** Of all that is written, faulty or not: what may be referred to. */
  ids: readonly string[];
  aliases: readonly string[];
  /** Ids of sources that need a field alias to know when work started, and have none. */
  withoutStartedAt: readonly string[];
}

export function readSources(root: MapTree, report: Report): Sources {
  refuseUnknownKeys(root, ["sources"], report);
  if (!root.entries.has("sources")) report.problem(root.at, 'missing key "sources"');
  const trees = itemsAt(root, "sources", report);
  const ids = trees.filter((tree) => hasWrittenId(tree, report)).flatMap(placedId);
  refuseDuplicates(ids, "id", report);
  return {
    sources: trees.flatMap((tree) => readSource(tree, report)),
    ids: ids.map(({ id }) => id),
    aliases: [...new Set(trees.flatMap(aliasesOf))],
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

/** Ids are stored with every issue and named in messages: they must be the same everywhere, and no secret. */
function hasWrittenId(tree: Tree, report: Report): boolean {
  const id = nodeAt(tree, ["id"]);
  if (id?.kind !== "scalar" || id.source === id.value) return true;
  if (typeof id.value === "string") report.problem(id.at, "id: must be written out, without ${…}");
  return false;
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
