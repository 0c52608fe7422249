/** YAML text → tree. YAML 1.2 core schema, one document, no merge keys, every fault with its position. */
import { Composer, type CST, type Document } from "yaml";
import { composeTree } from "./compose-tree.ts";
import type { Place, Report } from "../problem.ts";
import { emptyMap, type MapTree, type Tree } from "./tree.ts";
import { faultsOf } from "./faults.ts";
import { maxFileBytes, readTokens } from "./limits.ts";

const byteOrderMark = "\uFEFF";

/** The file as a tree whose root is a map, or null (with at least one problem reported). An empty file is an empty map. */
export function parseYaml(text: string, report: Report): MapTree | null {
  if (Buffer.byteLength(text) > maxFileBytes) {
    report.problem({ line: 1, column: 1 }, `the file is larger than ${maxFileBytes / 1024} KiB`);
    return null;
  }
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const place = placer(body);
  const read = readTokens(body);
  if (!read.ok) {
    report.problem(place(read.refusal.offset), read.refusal.message);
    return null;
  }
  for (const refusal of read.refusals) report.problem(place(refusal.offset), refusal.message);
  if (read.refusals.length > 0) return null;
  return rootOf(compose(read.tokens, body.length, place, report), place, report);
}

function compose(tokens: CST.Token[], length: number, place: Place, report: Report): Document.Parsed | null {
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, logLevel: "silent", version: "1.2" });
  const [document, second] = withoutStacks(() => [...composer.compose(tokens, true, length)]);
  const errors = document?.errors ?? [];
  for (const { offset, message } of faultsOf(errors, (offset) => place(offset).line)) {
    report.problem(place(offset), message);
  }
  if (second !== undefined) {
    report.problem(place(second.range[0]), "a second document begins here; a file holds one");
  }
  return errors.length > 0 || second !== undefined || document === undefined ? null : document;
}

/** A file may have thousands of faults, and each would record where in our code it was found. */
function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function rootOf(document: Document.Parsed | null, place: Place, report: Report): MapTree | null {
  if (document === null) return null;
  if (document.contents === null) return emptyMap({ line: 1, column: 1 });
  const root: Tree | null = composeTree(document.contents, place, report);
  if (root === null) return null;
  if (root.kind === "map") return root;
  if (root.kind === "scalar" && root.value === null) return emptyMap(root.at);
  report.problem(root.at, `expected a map of keys, found ${root.kind === "list" ? "a list" : "a single value"}`);
  return null;
}

function placer(text: string): Place {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}
