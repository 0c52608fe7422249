/** A measure as `okrs.yaml` writes it, defaults left out. */
import type { KeyResult, Measure } from "../../domain/okr.ts";
import type { MeasureAnswer } from "../schemas/key-result.ts";

export function measureAnswer(measure: Measure): MeasureAnswer {
  if (measure.kind === "total") return totalAnswer(measure);
  if (measure.kind === "band") return { kind: "metric", keep: bandOf(measure), ...unitOf(measure) };
  if (measure.kind !== "metric") return { ...measure };
  return { kind: "metric", start: measure.start, target: measure.target, ...unitOf(measure) };
}

function totalAnswer(measure: Extract<Measure, { kind: "total" }>): MeasureAnswer {
  const { by, aggregate, start, target } = measure;
  return {
    kind: "total",
    by,
    ...(aggregate === "sum" ? {} : { aggregate }),
    ...(start === 0 ? {} : { start }),
    target,
    ...unitOf(measure),
  };
}

/** Start, target and unit of a key result; null where its measure has none. */
export function scaleOf({ measure }: KeyResult): { start: number | null; target: number | null; unit: string | null } {
  const { start = null, target = null, unit = null } = measure as Partial<Extract<Measure, { kind: "metric" }>>;
  return { start, target, unit };
}

function unitOf({ unit }: { unit: string | null }): { unit?: string } {
  return unit === null ? {} : { unit };
}

function bandOf({ min, max }: { min: number | null; max: number | null }): { min?: number; max?: number } {
  return { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
}
