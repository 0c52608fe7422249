/** Checks a tree against a zod schema and reports what is wrong where it is written. */
import type { z } from "zod";
import type { Report } from "./problem.ts";
import { keyPositionAt, nodeAt, type Path, plainOf, positionAt, type Tree } from "./yaml/tree.ts";
import { withoutFaults } from "./without-faults.ts";
import { type Complaint, complaintsOf } from "./zod-complaint.ts";

/**
 * The checked value, or null. Where leaving out the faulty keys makes the rest whole, the rest is returned (with the
 * problems reported all the same), so that one misspelt key does not hide what the cross-checks have to say.
 */
export function checkShape<T>(schema: z.ZodType<T>, tree: Tree, name: string, report: Report): T | null {
  const parsed = schema.safeParse(plainOf(tree));
  if (parsed.success) return parsed.data;
  const complaints = complaintsOf(parsed.error, tree, name, report.showsValues);
  for (const complaint of complaints) reportComplaint(complaint, tree, report);
  return schema.safeParse(plainOf(withoutFaults(tree, complaints))).data ?? null;
}

function reportComplaint(complaint: Complaint, tree: Tree, report: Report): void {
  if (isUnresolved(tree, complaint.path)) return;
  const at =
    complaint.key === undefined ? positionAt(tree, complaint.path) : keyPositionAt(tree, complaint.path, complaint.key);
  report.problem(at, complaint.message);
}

function isUnresolved(tree: Tree, path: Path): boolean {
  const node = nodeAt(tree, path);
  return node?.kind === "scalar" && node.unresolved;
}

/** The items of a list under a key of the root; none where the key is absent or empty. */
export function itemsAt(root: Tree, key: string, report: Report): readonly Tree[] {
  const node = nodeAt(root, [key]);
  if (node === null || (node.kind === "scalar" && node.value === null)) return [];
  if (node.kind === "list") return node.items;
  report.problem(node.at, `${key}: expected a list, found ${node.kind === "map" ? "a map of keys" : "a single value"}`);
  return [];
}

/** Whether all that a list names can be read: else what refers to it is not held against those who do. */
export function isWhole(tree: Tree, key: string): boolean {
  const node = nodeAt(tree, [key]);
  if (node?.kind === "list") return node.items.every(({ kind }) => kind === "map");
  return node?.kind === "scalar" && node.value === null && !node.unresolved;
}

/** The text under a key, or null: what other parts may refer to, even where the rest of the item is faulty. */
export function textAt(tree: Tree, path: Path): string | null {
  const node = nodeAt(tree, path);
  return node?.kind === "scalar" && typeof node.value === "string" && !node.unresolved ? node.value : null;
}
