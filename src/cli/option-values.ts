/** Values of options, read from text; what cannot be read is a usage error that says why. */
import { InvalidArgumentError } from "commander";

export function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("A number is needed.");
  return value;
}

export function parsePositive(text: string): number {
  const value = parseNumber(text);
  if (value <= 0) throw new InvalidArgumentError("A number above 0 is needed.");
  return value;
}

/** Units of a span, milliseconds. */
const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A whole number from `low` to `high`. */
export function parseWhole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = parseNumber(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`A whole number from ${low} to ${high} is needed.`);
  };
}

/** An instant: an ISO date or time, or a span back from now such as `90m`, `24h`, `7d`, `2w`. */
export function parseSince(now: Date): (text: string) => Date {
  return (text) => {
    const span = /^(\d+)([mhdw])$/.exec(text);
    const unitMs = unitsMs[span?.[2] ?? ""];
    const since =
      unitMs === undefined
        ? new Date(/^\d{4}-\d{2}-\d{2}/.test(text) ? text : Number.NaN)
        : new Date(now.getTime() - Number(span?.[1]) * unitMs);
    if (!Number.isNaN(since.getTime())) return since;
    throw new InvalidArgumentError("An ISO date or time, or a span such as 90m, 24h or 7d, is needed.");
  };
}
