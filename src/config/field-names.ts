/** What sources.yaml calls the fields of its sources, for queries that name them. */
import type { FieldName } from "./jql/checks.ts";
import { type MapTree, nodeAt, type Tree } from "./yaml/tree.ts";

/** Linear has these without being told. */
const linearNames: readonly FieldName[] = [
  { alias: "estimate", ids: [] },
  { alias: "team", ids: [] },
];

/** From the tree, so that a stored revision, whose references are not resolved, gives the same names: ids in references have none. */
export function fieldNamesOf(root: MapTree): readonly FieldName[] {
  const sources = nodeAt(root, ["sources"]);
  if (sources?.kind !== "list") return [];
  const idsByAlias = new Map<string, Set<string>>();
  for (const { alias, ids } of sources.items.flatMap(namesOfSource)) {
    idsByAlias.set(alias, new Set([...(idsByAlias.get(alias) ?? []), ...ids]));
  }
  return [...idsByAlias].map(([alias, ids]) => ({ alias, ids: [...ids] }));
}

function namesOfSource(source: Tree): readonly FieldName[] {
  const kind = nodeAt(source, ["kind"]);
  if (kind?.kind === "scalar" && kind.value === "linear") return linearNames;
  const fields = nodeAt(source, ["fields"]);
  if (fields?.kind !== "map") return [];
  return [...fields.entries].map(([alias, { tree }]) => ({ alias, ids: writtenIn(tree) }));
}

function writtenIn(tree: Tree): readonly string[] {
  if (tree.kind === "list") return tree.items.flatMap(writtenIn);
  return tree.kind === "scalar" && typeof tree.value === "string" && tree.value === tree.source ? [tree.value] : [];
}
