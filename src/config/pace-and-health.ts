/** Checks of paces and health thresholds beyond their shape. */
import { defaultThresholds, type HealthThresholds } from "../domain/okr.ts";
import type { Report } from "./problem.ts";
import { positionAt, type Tree } from "./yaml/tree.ts";

/** Points must go from left to right, or "joined by straight lines" would mean nothing. */
export function pacePointsInOrder(
  pace: string | readonly (readonly number[])[] | undefined,
  tree: Tree,
  report: Report,
): void {
  if (pace === undefined || typeof pace === "string") return;
  const index = pace.findIndex((point, index) => index > 0 && point[0]! <= pace[index - 1]![0]!);
  if (index >= 0) {
    report.problem(
      positionAt(tree, ["pace", index]),
      "pace: points must be in order of their first number, each used once",
    );
  }
}

/** Written thresholds over those of the objective, over the defaults. */
export function thresholdsFrom(
  written: Partial<HealthThresholds> | { onTrack?: number | undefined; atRisk?: number | undefined } | undefined,
  inherited: HealthThresholds | null,
  tree: Tree,
  report: Report,
): HealthThresholds {
  const base = inherited ?? defaultThresholds;
  const thresholds = { onTrack: written?.onTrack ?? base.onTrack, atRisk: written?.atRisk ?? base.atRisk };
  if (written !== undefined && thresholds.atRisk > thresholds.onTrack) {
    const at = positionAt(tree, ["health", written.atRisk === undefined ? "onTrack" : "atRisk"]);
    report.problem(at, `health: atRisk (${thresholds.atRisk}) must not be above onTrack (${thresholds.onTrack})`);
  }
  return thresholds;
}
