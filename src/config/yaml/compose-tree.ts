/** The YAML library's nodes → our tree: aliases replaced, keys checked, positions kept. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { Place, Position, Report } from "../problem.ts";
import { quoted } from "../suggest.ts";
import type { Entry, ScalarTree, Tree } from "./tree.ts";
import { maxDepth, maxValues } from "./limits.ts";
import { isWord } from "../zod-complaint.ts";

interface Composition {
  place: Place;
  report: Report;
  /** Finished nodes by anchor; one that is still being read is not there, so nothing can contain itself. */
  anchors: Map<string, unknown>;
  values: number;
  depth: number;
  /** Passed a limit: everything after is skipped. */
  stopped: boolean;
}

/** The tree under the node, or null where a limit was passed; other faults are reported and read over. */
export function composeTree(root: unknown, place: Place, report: Report): Tree | null {
  const composition: Composition = { place, report, anchors: new Map(), values: 0, depth: 0, stopped: false };
  const tree = treeOf(root, { line: 1, column: 1 }, composition);
  return composition.stopped ? null : tree;
}

function treeOf(node: unknown, fallback: Position, composition: Composition): Tree {
  const at = positionOf(node, fallback, composition);
  if (!withinLimits(at, composition)) return scalarTree(at, null, "");
  composition.depth++;
  const tree = readNode(node, at, composition);
  composition.depth--;
  const anchor = (node as { anchor?: string } | null)?.anchor;
  if (anchor !== undefined) composition.anchors.set(anchor, node);
  return tree;
}

function withinLimits(at: Position, composition: Composition): boolean {
  if (composition.stopped) return false;
  composition.values++;
  if (composition.values > maxValues) {
    composition.report.problem(at, `the file holds more than ${maxValues} values once its aliases are replaced`);
  } else if (composition.depth > maxDepth) {
    composition.report.problem(at, `values are nested deeper than ${maxDepth} levels once aliases are replaced`);
  } else return true;
  composition.stopped = true;
  return false;
}

function readNode(node: unknown, at: Position, composition: Composition): Tree {
  if (isAlias(node)) {
    const target = composition.anchors.get(node.source);
    if (target !== undefined) return treeOf(target, at, composition);
    composition.report.problem(at, 'no anchor above has this alias\'s name (quote text that begins with "*")');
    return { ...scalarTree(at, null, ""), unresolved: true };
  }
  if (isMap(node)) return { kind: "map", at, entries: entriesOf(node, at, composition) };
  if (isSeq(node)) return { kind: "list", at, items: node.items.map((item) => treeOf(item, at, composition)) };
  if (!isScalar(node)) return scalarTree(at, null, "");
  const value = node.value as ScalarTree["value"];
  return scalarTree(at, value, node.source ?? (typeof value === "string" ? value : ""));
}

function entriesOf(node: YAMLMap, at: Position, composition: Composition): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const pair of node.items) {
    const keyAt = positionOf(pair.key, at, composition);
    const key = keyOf(pair, keyAt, composition);
    const tree = treeOf(pair.value, keyAt, composition);
    if (key === null || composition.stopped) continue;
    const first = entries.get(key);
    if (first === undefined) entries.set(key, { keyAt, tree });
    else composition.report.problem(keyAt, `${nameOf(key, composition)} is already used in line ${first.keyAt.line}`);
  }
  return entries;
}

/** What cannot be a key of ours may be a secret in the wrong place. */
function nameOf(key: string, { report }: Composition): string {
  return report.showsValues || isWord(key) ? `the key ${quoted(key)}` : "this key";
}

function keyOf(pair: Pair, at: Position, composition: Composition): string | null {
  const key = pair.key;
  const text = isScalar(key) && key.value !== null ? (key.source ?? "") : "";
  if (text === "") composition.report.problem(at, "a key must be text");
  else if (text === "<<") composition.report.problem(at, 'merge keys ("<<") are not supported');
  else if (text === "__proto__") composition.report.problem(at, 'the key "__proto__" is not allowed');
  else return text;
  return null;
}

function positionOf(node: unknown, fallback: Position, composition: Composition): Position {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] === undefined ? fallback : composition.place(range[0]);
}

function scalarTree(at: Position, value: ScalarTree["value"], source: string): ScalarTree {
  return { kind: "scalar", at, value, source, unresolved: false };
}
