import { describe, expect, it } from "vitest";
import { forecast } from "../../src/domain/forecast.ts";

const base = { today: "2026-11-16", seed: "kr", remaining: 10, dailyCompleted: Array<number>(42).fill(1) };
const mixed = [0, 0, 3, 0, 1, 0, 0, 5, 2, 0, 0, 0, 1, 0];

describe("forecast", () => {
  it.each([
    ["steady work", {}, { p50: "2026-11-26", p85: "2026-11-26" }],
    ["nothing left", { remaining: 0, dailyCompleted: [] }, { p50: "2026-11-16", p85: "2026-11-16" }],
    ["nothing to learn from", { dailyCompleted: [] }, null],
    ["nothing done lately", { dailyCompleted: [0, 0] }, { p50: null, p85: null }],
    ["the last day within a year", { remaining: 365 }, { p50: "2027-11-16", p85: "2027-11-16" }],
    ["one day too late", { remaining: 366 }, { p50: null, p85: null }],
  ])("%s", (_name, changes, wanted) => {
    expect(forecast({ ...base, ...changes })).toEqual(wanted);
  });

  it("gives the later of the two for the more certain", () => {
    const { p50, p85 } = forecast({ ...base, remaining: 40, dailyCompleted: mixed })!;
    expect(p50! < p85!).toBe(true);
    // 12 a fortnight: about 47 days on average.
    expect(p50! > "2026-12-24" && p50! < "2027-01-08").toBe(true);
  });

  it("may know the one and not the other", () => {
    const rare = [1, ...Array<number>(399).fill(0)];
    expect(forecast({ ...base, remaining: 1, dailyCompleted: rare })).toMatchObject({
      p50: expect.any(String),
      p85: null,
    });
  });

  it("is the same for the same seed, and near for another", () => {
    const given = { ...base, remaining: 40, dailyCompleted: mixed };
    expect(forecast(given)).toEqual(forecast(given));
    const days = [1, 2, "x", ""].map((seed) => Date.parse(forecast({ ...given, seed })!.p50!) / 86_400_000);
    expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(1);
  });

  it("agrees with the exact share of runs: one draw of two, half of them finish on each day", () => {
    const coin = { ...base, remaining: 1, dailyCompleted: [0, 1] };
    expect(forecast(coin)).toMatchObject({ p85: "2026-11-19" });
  });
});
