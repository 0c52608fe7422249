/** A measure as it is written → as it is computed. */
import type { Measure } from "../domain/okr.ts";
import type { MeasureShape } from "./measure-shape.ts";
import type { Report } from "./problem.ts";
import { positionAt, type Tree } from "./yaml/tree.ts";

type MetricShape = Extract<MeasureShape, { kind: "metric" }>;

/** Null where the measure cannot be computed; `tree` is the key result's. */
export function measureFrom(shape: MeasureShape, tree: Tree, report: Report): Measure | null {
  if (shape.kind === "metric") return metricFrom(shape, tree, report);
  if (shape.kind !== "total") return shape;
  refuseSameTarget(shape.start, shape.target, tree, report);
  return { ...shape, unit: shape.unit ?? null };
}

function metricFrom(shape: MetricShape, tree: Tree, report: Report): Measure | null {
  if (shape.keep !== undefined) return bandFrom(shape, shape.keep, tree, report);
  const at = positionAt(tree, ["measure"]);
  if (shape.start === undefined || shape.target === undefined) {
    const missing = [shape.start === undefined ? '"start"' : "", shape.target === undefined ? '"target"' : ""];
    const keys = missing.filter((key) => key !== "").join(" and ");
    report.problem(at, `missing key ${keys}: a metric needs start and target, or keep`);
    return null;
  }
  refuseSameTarget(shape.start, shape.target, tree, report);
  return { kind: "metric", start: shape.start, target: shape.target, unit: shape.unit ?? null };
}

function bandFrom(shape: MetricShape, keep: NonNullable<MetricShape["keep"]>, tree: Tree, report: Report): Measure {
  for (const key of ["start", "target"] as const) {
    if (shape[key] === undefined) continue;
    report.problem(positionAt(tree, ["measure", key]), `${key}: a metric has either keep, or start and target`);
  }
  const { min, max } = keep;
  const at = positionAt(tree, ["measure", "keep"]);
  if (min === undefined && max === undefined) report.problem(at, "keep: needs min, max or both");
  if (min !== undefined && max !== undefined && min > max) {
    report.problem(at, `keep: min (${min}) must not be above max (${max})`);
  }
  return { kind: "band", min: min ?? null, max: max ?? null, unit: shape.unit ?? null };
}

function refuseSameTarget(start: number, target: number, tree: Tree, report: Report): void {
  if (start !== target) return;
  report.problem(positionAt(tree, ["measure", "target"]), `target: must differ from the start, ${start}`);
}
