import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movePeriods } from "../../../src/cli/demo/moved-periods.ts";
import { dayMs, dayStartMs } from "../../../src/domain/day.ts";
import { demoConfig } from "./stage.ts";

const periods = [
  { id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" },
  { id: "2027-Q1", start: "2027-01-01", due: "2027-03-31" },
];
const files = {
  "okrs.yaml":
    "periods:\n  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }\nperiod: 2027-Q1\ndue: 2027-03-31 # later\n",
};

const days = fc
  .integer({ min: 0, max: 20 * 365 })
  .map((number) => new Date(Date.parse("2020-01-01") + number * dayMs).toISOString().slice(0, 10));

describe("movePeriods", () => {
  it("moves every day of the texts alike, and calls a quarter what it has become", () => {
    expect(movePeriods(files, periods, "2027-08-01")).toEqual({
      "okrs.yaml":
        "periods:\n  - { id: 2027-Q3, start: 2027-06-07, due: 2027-09-06 }\nperiod: 2027-Q4\ndue: 2027-12-05 # later\n",
    });
  });

  it("leaves texts without a period as they are", () => {
    expect(movePeriods(files, [], "2027-08-01")).toBe(files);
  });

  it("leaves other names of periods as they are", () => {
    const named = { "okrs.yaml": "{ id: spring, start: 2026-03-01, due: 2026-05-31 } # before 2026-Q4" };
    const moved = movePeriods(named, [{ id: "spring", start: "2026-03-01", due: "2026-05-31" }], "2026-04-26");
    expect(moved["okrs.yaml"]).toMatch(/^\{ id: spring, start: 2026-03-02, due: 2026-06-01 \} # before 2026-Q4$/);
  });

  it("puts any day some 60 % into the example's first period, with all names still apart", async () => {
    await fc.assert(
      fc.asyncProperty(days, async (today) => {
        const config = await demoConfig(new Date(`${today}T12:00:00.000Z`));
        const [first, next] = config.periods;
        const elapsed =
          (dayStartMs(today) - dayStartMs(first!.start)) / (dayStartMs(first!.due) + dayMs - dayStartMs(first!.start));
        expect(elapsed).toBeGreaterThan(0.58);
        expect(elapsed).toBeLessThanOrEqual(0.6);
        expect(next!.id).not.toBe(first!.id);
        expect(dayStartMs(next!.start) - dayStartMs(first!.due)).toBe(dayMs);
      }),
      { numRuns: 60 },
    );
  });
});
