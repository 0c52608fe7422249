/** mapping.yaml: tree → conventions and rules. */
import type { Conventions, Rule } from "../domain/rule.ts";
import { readCondition } from "./condition.ts";
import { type ConditionChecks, conditionChecks } from "./condition-checks.ts";
import type { Names } from "./condition-values.ts";
import { refuseDuplicates, unknownName } from "./id.ts";
import { ConventionsShape, RuleShape } from "./mapping-shape.ts";
import { type Placed, placedId, refuseUnknownKeys } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { checkShape, itemsAt, textAt } from "./shape.ts";
import { type MapTree, nodeAt, positionAt, type Tree } from "./yaml/tree.ts";

/** Null where the file could not be read. */
export interface MappingNames extends Names {
  keyResults: readonly string[] | null;
}

export interface PlacedMapping {
  conventions: Conventions;
  rules: readonly Placed<Rule>[];
}

export function readMapping(root: MapTree, names: MappingNames, report: Report): PlacedMapping {
  refuseUnknownKeys(root, ["conventions", "rules"], report);
  const trees = itemsAt(root, "rules", report);
  refuseDuplicates(trees.flatMap(placedId), "id", report);
  const checks = conditionChecks(names, report);
  return {
    conventions: readConventions(root, names, report),
    rules: trees.flatMap((tree) => readRule(tree, names, checks)),
  };
}

function readConventions(root: MapTree, names: MappingNames, report: Report): Conventions {
  const tree = nodeAt(root, ["conventions"]);
  if (tree === null || (tree.kind === "scalar" && tree.value === null)) return { label: null, field: null };
  const shape = checkShape(ConventionsShape, tree, "conventions", report);
  const field = shape?.field ?? null;
  if (field !== null && names.aliases !== null && !names.aliases.includes(field)) {
    report.problem(positionAt(tree, ["field"]), unknownName("field", "field alias", field, names.aliases));
  }
  return { label: shape?.label ?? null, field };
}

function readRule(tree: Tree, names: MappingNames, checks: ConditionChecks): Placed<Rule>[] {
  const { report } = checks;
  const shape = checkShape(RuleShape, tree, "rule", report);
  const keyResult = textAt(tree, ["keyResult"]);
  if (keyResult !== null && keyResult !== "" && names.keyResults !== null && !names.keyResults.includes(keyResult)) {
    const message = unknownName("keyResult", "key result", keyResult, names.keyResults);
    report.problem(positionAt(tree, ["keyResult"]), message);
  }
  const condition = nodeAt(tree, ["when"]);
  if (condition === null) {
    if (tree.kind === "map") report.problem(tree.at, 'missing key "when"');
    return [];
  }
  const when = readCondition(condition, "when", checks);
  if (shape === null) return [];
  return [{ value: { id: shape.id, keyResultId: shape.keyResult, weight: shape.weight, when }, tree }];
}
