import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastOutcome } from "../../src/domain/report-forecast.ts";
import { evenMoments, periodStateAt, reportMoments } from "../../src/domain/report-period.ts";
import { hasScope, lateScope, newlyCounted, type Origin } from "../../src/domain/report-scope.ts";
import { summarise } from "../../src/domain/report-summary.ts";
import { steppedPath } from "../../src/domain/stepped-path.ts";
import { aRow } from "./samples.ts";

const period = { id: "q", start: "2026-07-01", due: "2026-09-30" };
const ms = (time: string) => Date.parse(time);

describe("periodStateAt", () => {
  it.each([
    ["2026-06-30T23:59:59.999Z", false, "ahead"],
    ["2026-07-01T00:00:00.000Z", false, "running"],
    ["2026-09-30T23:59:59.999Z", false, "running"],
    ["2026-10-01T00:00:00.000Z", false, "ended"],
    ["2026-10-01T00:00:00.000Z", true, "closed"],
  ])("at %s, closed: %s, is %s", (time, closed, state) => {
    expect(periodStateAt(period, closed, ms(time))).toBe(state);
  });
});

describe("reportMoments", () => {
  const startMs = ms("2026-07-01T00:00:00.000Z");
  const halfTimeMs = ms("2026-08-16T00:00:00.000Z");
  it.each([
    ["2026-08-16T00:00:00.000Z", null, "2026-08-16T00:00:00.000Z"],
    ["2026-08-16T00:00:00.001Z", halfTimeMs, "2026-08-16T00:00:00.001Z"],
    ["2027-01-01T00:00:00.000Z", halfTimeMs, "2026-09-30T23:59:59.999Z"],
  ])("at %s", (now, half, end) => {
    expect(reportMoments(period, ms(now))).toEqual({ startMs, halfTimeMs: half, endMs: ms(end) });
  });
});

describe("evenMoments", () => {
  it("parts the time between two moments evenly, both of them included", () => {
    expect(evenMoments(100, 200, 4)).toEqual([100, 125, 150, 175, 200]);
    expect(evenMoments(0, 2, 4)).toEqual([0, 1, 1, 2, 2]);
  });

  it.each([
    [100, 100],
    [100, 40],
  ])("is the first one alone from %d to %d", (from, to) => {
    expect(evenMoments(from, to, 4)).toEqual([100]);
  });
});

describe("hasScope", () => {
  it.each([
    [[], false],
    [[null, { inScope: null }], false],
    [[{ inScope: 0 }, { inScope: 0 }], false],
    [[null, { inScope: 3 }], true],
    [[{ inScope: 3 }, { inScope: 0 }], true],
  ])("of %j is %s", (moments, wanted) => {
    expect(hasScope(moments)).toBe(wanted);
  });
});

describe("newlyCounted and lateScope", () => {
  const halfTime = "2026-08-16T00:00:00.000Z";
  const row = aRow;
  const since: Origin = { createdAt: "2026-08-17T00:00:00.000Z", knownThen: false };
  const known: Origin = { createdAt: "2026-07-01T00:00:00.000Z", knownThen: true };

  it("takes what is counted at the end and was not before", () => {
    const then = [row("a"), row("b", { counted: false, reason: "grain" })];
    const end = [row("a"), row("b"), row("c"), row("d", { counted: false, reason: "canceled" })];
    expect(newlyCounted(then, end).map(({ issueRef }) => issueRef)).toEqual(["b", "c"]);
  });

  it.each<[string, Origin | undefined, boolean]>([
    ["made since", since, true],
    ["known then", known, true],
    ["older, and heard of afterwards", { createdAt: "2026-08-16T00:00:00.000Z", knownThen: false }, false],
    ["made nobody knows when, and heard of afterwards", { createdAt: null, knownThen: false }, false],
    ["no longer stored", undefined, false],
  ])("of an issue that is %s", (_what, origin, isLate) => {
    expect(lateScope([row("a")], () => origin, halfTime).issues).toHaveLength(isLate ? 1 : 0);
  });

  it("sums weight times size, the largest first", () => {
    const rows = [
      row("b", { size: 3, weight: 0.5 }),
      row("a", { size: 3, weight: 0.5 }),
      row("c", { size: 8, weight: 0.5 }),
    ];
    expect(lateScope(rows, () => since, halfTime)).toEqual({
      size: 7,
      issues: [
        { ref: "c", size: 4 },
        { ref: "a", size: 1.5 },
        { ref: "b", size: 1.5 },
      ],
    });
  });
});

describe("forecastOutcome", () => {
  const forecast = { p50: "2026-09-10", p85: "2026-09-20" };
  it.each([
    [forecast, "2026-09-10", "2026-09-30", "sooner"],
    [forecast, "2026-09-11", "2026-09-30", "within"],
    [forecast, "2026-09-21", "2026-09-30", "later"],
    [forecast, null, "2026-09-20", "open"],
    [forecast, null, "2026-09-21", "later"],
    [{ p50: "2026-09-10", p85: null }, "2026-09-29", "2026-09-30", "within"],
    [{ p50: null, p85: null }, "2026-09-29", "2026-09-30", "sooner"],
    [{ p50: null, p85: null }, null, "2026-09-30", "open"],
  ])("of %j, finished on %s, by %s", (said, finishedOn, lastDay, outcome) => {
    expect(forecastOutcome(said, finishedOn, lastDay)).toBe(outcome);
  });
});

describe("summarise", () => {
  it("counts grades, and takes what has no data for nothing", () => {
    const graded = [
      { progress: 1, grade: "met" as const },
      { progress: 0.5, grade: "missed" as const },
      { progress: null, grade: null },
    ];
    expect(summarise(graded)).toEqual({ objectives: 3, met: 1, missed: 1, ungraded: 1, meanProgress: 0.5 });
    expect(summarise([])).toEqual({ objectives: 0, met: 0, missed: 0, ungraded: 0, meanProgress: null });
  });

  it("does not depend on the order", () => {
    const graded = fc.array(
      fc.record({ progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), grade: fc.constant(null) }),
    );
    fc.assert(
      fc.property(graded, (each) => {
        expect(summarise(each.toReversed())).toEqual(summarise(each));
      }),
    );
  });
});

describe("steppedPath", () => {
  const box = { width: 100, height: 20 };
  it.each<[string, (number | null)[], string | null]>([
    ["holds each share until the next", [0, 0.5, 1], "M0 20H50V10H100V0"],
    ["begins with the first that is known, and takes a later gap for nothing done", [null, 1, null], "M50 0H100V20"],
    ["stays in its box", [-1, 2], "M0 20H100V0"],
    ["is none without shares", [null, null], null],
    ["is none of a single one", [1], null],
    ["is none of none", [], null],
  ])("%s", (_what, shares, path) => {
    expect(steppedPath(shares, box)).toBe(path);
  });

  it("writes nothing but numbers and letters of a path", () => {
    const share = fc.option(fc.double({ noDefaultInfinity: true, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 40 }), (shares) => {
        expect(steppedPath(shares, box) ?? "").toMatch(/^(?:M[\d.]+ [\d.]+(?:H[\d.]+V[\d.]+)*)?$/);
      }),
    );
  });
});
