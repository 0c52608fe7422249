/** What a key result measures and where it stands, in a few words. */
import type { KeyResultAnswer, MeasureAnswer } from "../../http/schemas/key-result.ts";
import { formatCount, formatNumber } from "./number.ts";

type Standing = Pick<KeyResultAnswer, "measure" | "value" | "start" | "target" | "unit" | "counts">;

/** The number itself: `23 pt`, `5.1 %`, `12 of 31 issues`; of what follows an objective, that. */
export function valueText({ measure, value, unit, counts }: Standing): string {
  if (measure.kind === "completion" || measure.kind === "milestone") return doneText(counts);
  if (measure.kind === "objective") return "follows an objective";
  return value === null ? "no value yet" : formatNumber(value, unit ?? measure.unit ?? null);
}

/** Where the number is to go, to be read after it: ` of 40 pt`, `, from 6 % to 4 %`; nothing where the number says it. */
export function goalText({ measure, start, target, unit }: Standing): string {
  if (measure.keep !== undefined) return `, to be kept ${bandText(measure.keep, measure.unit ?? null)}`;
  if (target === null) return "";
  const goal = formatNumber(target, unit);
  if (measure.kind === "total" && (start ?? 0) === 0 && measure.aggregate === undefined) return ` of ${goal}`;
  return `, from ${formatNumber(start ?? 0, unit)} to ${goal}`;
}

/** `12 of 31 issues`: canceled ones are not part of the work. */
function doneText({ backlog, unstarted, started, completed }: KeyResultAnswer["counts"]): string {
  const all = backlog + unstarted + started + completed;
  return all === 0 ? "no issues yet" : `${formatNumber(completed)} of ${formatCount(all, "issue")}`;
}

/** `between 2 and 4 %`. */
export function bandText(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  unit: string | null,
): string {
  if (min !== undefined && max !== undefined) return `between ${formatNumber(min)} and ${formatNumber(max, unit)}`;
  return min === undefined ? `at most ${formatNumber(max ?? 0, unit)}` : `at least ${formatNumber(min, unit)}`;
}

const sizes: Readonly<Record<string, string>> = { count: "issues", estimate: "estimates" };

/** What is measured: `Share of estimates completed`. */
export function measureText({ kind, by = "count", aggregate, keep }: MeasureAnswer): string {
  const size = sizes[by] ?? by.replace(/^field:/, "");
  if (kind === "completion") return `Share of ${size} completed`;
  if (kind === "milestone") return "Milestone: met when every issue is completed";
  if (kind === "objective") return "Follows another objective";
  if (kind === "total") return `${aggregateNames[aggregate ?? "sum"] ?? aggregate} of ${size} completed`;
  return keep === undefined ? "A number that people check in" : "A number to keep within bounds";
}

const aggregateNames: Readonly<Record<string, string>> = {
  sum: "Sum",
  average: "Average",
  min: "Least",
  max: "Greatest",
  latest: "Latest",
};
