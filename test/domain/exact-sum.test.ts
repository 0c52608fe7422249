import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactSum } from "../../src/domain/exact-sum.ts";

const of = (...values: number[]) => exactSum(values.map((value) => ({ count: 1, value })));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const max = Number.MAX_VALUE;

describe("exactSum", () => {
  it.each([
    [[], 0],
    [[0, -0], 0],
    [[0.1, 0.2, 0.3], 0.6],
    [[1e100, 1, -1e100], 1],
    [[1e308, 5e-324, -1e308], 5e-324],
    [[1, 2 ** -53], 1],
    [[1, 2 ** -53, 5e-324], 1 + 2 ** -52],
    [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
    [[-1, -(2 ** -53), -5e-324], -1 - 2 ** -52],
    [[5e-324, 5e-324], 1e-323],
    [[2 ** -1022, -5e-324], 2 ** -1022 - 5e-324],
    [[max, max], max],
    [[-max, -max, 1], -max],
    [[max, max, -max], max],
  ])("of %j is %d", (values, wanted) => {
    expect(of(...values)).toBe(wanted);
  });

  it("counts a value as often as it says", () => {
    expect(exactSum([{ count: 10, value: 0.1 }])).toBe(1);
    expect(exactSum([{ count: 2 ** 40, value: max }])).toBe(max);
  });

  it("is the rounded sum of whole numbers, compared with whole-number arithmetic", () => {
    const whole = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 20 }), fc.integer({ min: -1000, max: 900 }), (values, power) => {
        const scale = 2 ** power;
        const exact = Number(values.reduce((sum, value) => sum + BigInt(value), 0n)) * scale;
        expect(of(...values.map((value) => value * scale))).toBe(exact + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same in any order and grouping", () => {
    const terms = fc.array(fc.tuple(finite, fc.integer({ min: 1, max: 5 })), { maxLength: 12 });
    fc.assert(
      fc.property(terms, (given) => {
        const grouped = given.map(([value, count]) => ({ value, count }));
        const single = given.flatMap(([value, count]) => Array<number>(count).fill(value));
        expect(of(...single.reverse())).toBe(exactSum(grouped));
      }),
      { numRuns: 1000 },
    );
  });

  it("is within one rounding of adding two numbers up", () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        expect(of(a, b)).toBe(Math.min(Math.max(a + b, -max), max) + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes 50,000 terms of any size without delay", () => {
    const values = Array.from({ length: 50_000 }, (_, i) => (i % 97) / 7 + i * 1e-9);
    expect(of(...values)).toBeCloseTo(
      values.reduce((a, b) => a + b),
      4,
    );
  });
});
