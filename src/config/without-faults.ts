/** What is left of a tree when its faulty keys are taken out, all in one pass: there may be thousands. */
import type { Path, Tree } from "./yaml/tree.ts";
import type { Complaint } from "./zod-complaint.ts";

/** The tree without the keys that the complaints are about. */
export function withoutFaults(tree: Tree, complaints: readonly Complaint[]): Tree {
  const cuts: Cuts = new Map();
  // A value that is wrong may leave its map senseless; a key that is unknown leaves it as it was meant.
  for (const { path, key } of complaints) addCut(cuts, key === undefined ? path.slice(0, 1) : [...path, key]);
  return prune(tree, cuts);
}

/** What to take out, by key: the whole of it, or something inside. */
type Cuts = Map<string, Cuts | "whole">;

function addCut(cuts: Cuts, path: Path): void {
  let level = cuts;
  for (const [index, step] of path.entries()) {
    const known = level.get(String(step));
    if (known === "whole") return;
    const inner: Cuts = known ?? new Map();
    level.set(String(step), index === path.length - 1 ? "whole" : inner);
    level = inner;
  }
}

/** What holds a cut stays as far as it is made of maps; a list goes as a whole. */
function prune(tree: Tree, cuts: Cuts): Tree {
  if (tree.kind !== "map" || cuts.size === 0) return tree;
  const entries = new Map(tree.entries);
  for (const [key, cut] of cuts) {
    const entry = entries.get(key);
    if (entry === undefined) continue;
    if (cut === "whole" || entry.tree.kind !== "map") entries.delete(key);
    else entries.set(key, { ...entry, tree: prune(entry.tree, cut) });
  }
  return { ...tree, entries };
}
