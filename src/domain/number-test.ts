/** Number tests of conditions, and which values count as numbers. */
import type { FieldValue } from "./issue.ts";
import type { NumberTest } from "./rule.ts";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const comparisons = {
  gte: (value: number, bound: number) => value >= bound,
  gt: (value: number, bound: number) => value > bound,
  lte: (value: number, bound: number) => value <= bound,
  lt: (value: number, bound: number) => value < bound,
} as const;

/** A plain number means "equals". Any of the values may pass; bounds of one object are ANDed. */
export function compileNumberTest(test: number | NumberTest): (values: readonly number[]) => boolean {
  if (typeof test === "number") return (values) => values.includes(test);
  const bounds = (Object.keys(comparisons) as (keyof typeof comparisons)[]).flatMap((key) => {
    const bound = test[key];
    return bound === undefined ? [] : [(value: number) => comparisons[key](value, bound)];
  });
  return (values) => {
    if (test.exists !== undefined && values.length > 0 !== test.exists) return false;
    return bounds.length === 0 || values.some((value) => bounds.every((holds) => holds(value)));
  };
}

/** Numbers, and text that is a decimal number; null for anything else. */
export function numberOf(value: FieldValue): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return typeof value === "string" && decimal.test(value.trim()) ? Number(value) : null;
}
