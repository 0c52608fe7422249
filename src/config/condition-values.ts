/** Values in a condition that name something of ours: sources, status categories, field aliases. */
import { statusCategories } from "../domain/issue.ts";
import { unknownName } from "./id.ts";
import type { FieldName } from "./jql/checks.ts";
import type { Report } from "./problem.ts";
import { didYouMean, quoted } from "./suggest.ts";
import type { Entry, ScalarTree, Tree } from "./yaml/tree.ts";
import { computedFields } from "./sources-shape.ts";

/** Null where sources.yaml could not be read: nothing can be said about its names then. */
export interface Names {
  sources: readonly string[] | null;
  aliases: readonly string[] | null;
  fields: readonly FieldName[] | null;
}

export function checkTestValues(key: string, { keyAt, tree }: Entry, names: Names, report: Report): void {
  if (key === "source" && names.sources !== null) {
    refuseUnknown(tree, names.sources, (value, known) => unknownName("source", "source", value, known), report);
  }
  if (key === "statusCategory") {
    const valid = statusCategories.join(", ");
    refuseUnknown(
      tree,
      statusCategories,
      (value, known) => `statusCategory: expected one of ${valid}, found ${quoted(value)}${didYouMean(value, known)}`,
      report,
    );
  }
  if (key.startsWith("field.") && names.aliases !== null) {
    const alias = key.slice("field.".length);
    if (computedFields.includes(alias)) {
      report.problem(keyAt, `field.${alias}: is computed for measures and cannot be tested`);
    } else if (!names.aliases.includes(alias)) {
      report.problem(keyAt, unknownName(key, "field alias", alias, names.aliases));
    }
  }
}

/** Globs may stand for anything, so only whole names are looked up; case does not count. */
function refuseUnknown(
  tree: Tree,
  known: readonly string[],
  message: (value: string, known: readonly string[]) => string,
  report: Report,
): void {
  for (const { value, at } of textsIn(tree)) {
    if (typeof value !== "string" || value === "" || value.includes("*")) continue;
    if (!known.includes(value.toLowerCase())) report.problem(at, message(value, known));
  }
}

function textsIn(tree: Tree): readonly ScalarTree[] {
  if (tree.kind === "scalar") return [tree];
  if (tree.kind === "list") return tree.items.flatMap(textsIn);
  return [...tree.entries].flatMap(([key, entry]) => (key === "matches" ? [] : textsIn(entry.tree)));
}
