/** A YAML document as plain nodes that know where they stand in the file. */
import type { Position } from "../problem.ts";

export interface ScalarTree {
  kind: "scalar";
  at: Position;
  value: string | number | boolean | null;
  /** As written, without quotes. */
  source: string;
  /** A reference that could not be resolved: already reported, so nothing more is said about the value. */
  unresolved: boolean;
}

export interface ListTree {
  kind: "list";
  at: Position;
  items: readonly Tree[];
}

export interface MapTree {
  kind: "map";
  at: Position;
  entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  keyAt: Position;
  tree: Tree;
}

export type Tree = ScalarTree | ListTree | MapTree;

export type Path = readonly PropertyKey[];

export function emptyMap(at: Position): MapTree {
  return { kind: "map", at, entries: new Map() };
}

/** The plain value: maps become objects without a prototype, so that no key means more than it says. */
export function plainOf(tree: Tree): unknown {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(plainOf);
  const plain: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of tree.entries) plain[key] = plainOf(entry.tree);
  return plain;
}

/** The node at the path, or null where there is none. */
export function nodeAt(tree: Tree, path: Path): Tree | null {
  let node: Tree | undefined = tree;
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.get(String(step))?.tree;
    else if (node?.kind === "list") node = node.items[Number(step)];
    else return null;
  }
  return node ?? null;
}

/** Position of the value at the path, or of the nearest node above it that exists. */
export function positionAt(tree: Tree, path: Path): Position {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(tree, path.slice(0, length));
    if (node !== null) return node.at;
  }
  return tree.at;
}

/** Position of a map's key, or of the map itself where it has no such key. */
export function keyPositionAt(tree: Tree, path: Path, key: string): Position {
  const node = nodeAt(tree, path);
  return (node?.kind === "map" ? node.entries.get(key)?.keyAt : undefined) ?? positionAt(tree, path);
}

/** The same tree with every scalar replaced. */
export function mapScalars(tree: Tree, path: Path, replace: (scalar: ScalarTree, path: Path) => ScalarTree): Tree {
  if (tree.kind === "scalar") return replace(tree, path);
  if (tree.kind === "list") {
    return { ...tree, items: tree.items.map((item, index) => mapScalars(item, [...path, index], replace)) };
  }
  const entries = [...tree.entries].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, tree: mapScalars(entry.tree, [...path, key], replace) },
  ]);
  return { ...tree, entries: new Map(entries) };
}
