/** One key result of okrs.yaml: tree → key result with every default filled in. */
import { creditFrom } from "../domain/credit.ts";
import type { HealthThresholds, KeyResult, Measure, Pace, Period } from "../domain/okr.ts";
import { measureFrom } from "./measure.ts";
import { KeyResultShape } from "./okrs-shape.ts";
import { pacePointsInOrder, thresholdsFrom } from "./pace-and-health.ts";
import type { Report } from "./problem.ts";
import { checkShape } from "./shape.ts";
import { quoted } from "./suggest.ts";
import { keyPositionAt, positionAt, type Tree } from "./yaml/tree.ts";

/** What a key result has from its objective. */
export interface Inherited {
  objectiveId: string;
  pace: Pace;
  health: HealthThresholds;
  period: Period | null;
}

/** Null where the key result is too faulty to be used, or its objective's period is not known. */
export function readKeyResult(tree: Tree, inherited: Inherited, report: Report): KeyResult | null {
  const shape = checkShape(KeyResultShape, tree, "key result", report);
  if (shape === null) return null;
  const measure = measureFrom(shape.measure, tree, report);
  pacePointsInOrder(shape.pace, tree, report);
  const health = thresholdsFrom(shape.health, inherited.health, tree, report);
  refuseSameCredit(Object.keys(shape.credit), tree, report);
  const days = daysOf(shape, inherited.period, tree, report);
  return measure === null || days === null ? null : keyResultFrom(shape, inherited, { measure, health, ...days });
}

interface Derived {
  measure: Measure;
  health: HealthThresholds;
  start: string;
  due: string;
}

function keyResultFrom(shape: KeyResultShape, inherited: Inherited, derived: Derived): KeyResult {
  return {
    id: shape.id,
    objectiveId: inherited.objectiveId,
    title: shape.title,
    description: shape.description ?? null,
    owner: shape.owner ?? null,
    weight: shape.weight,
    grain: shape.grain,
    canceled: shape.canceled,
    credit: creditFrom(shape.credit),
    unestimated: shape.unestimated,
    guardrail: shape.guardrail,
    pace: (shape.pace as Pace | undefined) ?? inherited.pace,
    ...derived,
  };
}

function daysOf(
  shape: KeyResultShape,
  period: Period | null,
  tree: Tree,
  report: Report,
): { start: string; due: string } | null {
  const start = shape.start ?? period?.start;
  const due = shape.due ?? period?.due;
  if (start === undefined || due === undefined) return null;
  if (start <= due || (shape.start === undefined && shape.due === undefined)) return { start, due };
  if (shape.due === undefined)
    report.problem(positionAt(tree, ["start"]), `start: ${start} is after the due day, ${due}`);
  else report.problem(positionAt(tree, ["due"]), `due: ${due} is before the start, ${start}`);
  return { start, due };
}

/** Status names are compared without case, so two spellings of one would contradict each other. */
function refuseSameCredit(names: readonly string[], tree: Tree, report: Report): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) {
      report.problem(
        keyPositionAt(tree, ["credit"], name),
        `credit: ${quoted(name)} is given twice (case does not count)`,
      );
    }
    seen.add(name.toLowerCase());
  }
}
