/** From where to where a key result went, in what it measures. */
import type { ReportKeyResult } from "../../http/schemas/report.ts";
import { bandText } from "../format/measure-text.ts";
import { formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";

type Point = ReportKeyResult["history"]["end"];

/** `0 of 4 → 4 of 10 completed`, `60 % → 67 %, target 80 %`. */
export function journeyText(keyResult: ReportKeyResult): string {
  const { measure, start, value, unit, history, progress } = keyResult;
  if (measure.kind === "objective")
    return between(shareText(history.start?.progress), shareText(progress)) ?? "no data";
  if (measure.kind === "completion" || measure.kind === "milestone") {
    const way = between(workText(history.start), workText(history.end));
    return way === null ? "no issues" : `${way} completed`;
  }
  const amount = (number: number | null) =>
    number === null ? null : formatNumber(number, unit ?? measure.unit ?? null);
  return `${between(amount(start ?? history.start?.value ?? null), amount(value)) ?? "no value"}${goalText(keyResult)}`;
}

/** Null without an end; the end alone where it is all that is known, or nothing has moved. */
function between(start: string | null, end: string | null): string | null {
  return end === null || start === null || start === end ? end : `${start} → ${end}`;
}

/** Null where there is no work. */
function workText(point: Point): string | null {
  if (point === null || point.inScope === null || point.inScope === 0) return null;
  return `${formatNumber(point.completed ?? 0)} of ${formatNumber(point.inScope)}`;
}

function shareText(share: number | null | undefined): string | null {
  return share === null || share === undefined ? null : formatPercent(share);
}

function goalText({ measure, target, unit }: ReportKeyResult): string {
  if (measure.keep !== undefined) return `, to be kept ${bandText(measure.keep, measure.unit ?? null)}`;
  return target === null ? "" : `, target ${formatNumber(target, unit)}`;
}
