import { type Config, keyResultsOf } from "../../config/config.ts";
import type { StatedMetric } from "./speakers.ts";

/** The key results whose numbers come from check-ins; a band's number goes from a little outside to well within it. */
export function statedMetrics(config: Config): readonly StatedMetric[] {
  return keyResultsOf(config).flatMap(({ id: keyResultId, measure }) => {
    if (measure.kind === "metric") return [{ keyResultId, start: measure.start, target: measure.target }];
    if (measure.kind !== "band") return [];
    const { min, max } = measure;
    const edge = max ?? min ?? 0;
    const inward = max === null ? 1 : -1;
    const size = min !== null && max !== null ? max - min : Math.abs(edge) || 1;
    return [{ keyResultId, start: edge - inward * size * 0.3, target: edge + inward * size * 0.5 }];
  });
}
