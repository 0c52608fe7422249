import { describe, expect, it } from "vitest";
import type { KeyResultAnswer, MeasureAnswer } from "../../src/http/schemas/key-result.ts";
import type { ContributionAnswer } from "../../src/http/schemas/ledger.ts";
import { chartSpan } from "../../src/web/chart/chart-span.ts";
import { pacePoints } from "../../src/web/chart/pace-points.ts";
import { tellScope } from "../../src/web/chart/scope-changes.ts";
import { forecastText } from "../../src/web/format/forecast-text.ts";
import { goalText, valueText } from "../../src/web/format/measure-text.ts";
import { formatNumber } from "../../src/web/format/number.ts";
import { formatPercent, formatPoints } from "../../src/web/format/percent.ts";
import { formatDay } from "../../src/web/format/time.ts";
import { groupLedger, searchLedger } from "../../src/web/ledger/ledger-groups.ts";

describe("formatPercent", () => {
  it.each([
    [0.996, "99 %"],
    [0.99999, "99 %"],
    [1, "100 %"],
    [0.29, "29 %"],
    [0, "0 %"],
    [1.034, "103 %"],
    [null, "–"],
  ])("of %s is %s", (share, text) => {
    expect(formatPercent(share)).toBe(text.replace(" ", "\u00a0"));
  });
});

describe("formatPoints", () => {
  it.each([
    [0.4, 0.52, "+12"],
    [0.52, 0.4, "−12"],
    [null, 0.333, "+33"],
    [0.996, 1, "+1"],
    [0.501, 0.509, null],
  ])("from %s to %s is %s", (from, to, text) => {
    expect(formatPoints(from, to)).toBe(text);
  });
});

const counts = { backlog: 1, unstarted: 2, started: 3, completed: 4, canceled: 5 };

function standing(measure: MeasureAnswer, given: Partial<KeyResultAnswer> = {}) {
  const { start = null, target = null, unit = null } = measure as Partial<KeyResultAnswer>;
  return { measure, value: null, counts, start, target, unit, ...given };
}

describe("valueText with goalText", () => {
  it.each<[MeasureAnswer, Partial<KeyResultAnswer>, string]>([
    [{ kind: "completion", by: "estimate" }, { value: 0.4 }, "4 of 10 issues"],
    [
      { kind: "milestone" },
      { counts: { ...counts, backlog: 0, unstarted: 0, started: 0, completed: 0 } },
      "no issues yet",
    ],
    [{ kind: "total", by: "count", target: 5 }, { value: 3 }, "3 of 5"],
    [{ kind: "total", by: "count", start: 2, target: 5, unit: "pt" }, { value: 3 }, "3 pt, from 2 pt to 5 pt"],
    [
      { kind: "total", by: "estimate", aggregate: "average", target: 3 },
      { value: 1.234 },
      `${formatNumber(1.23)}, from 0 to 3`,
    ],
    [{ kind: "metric", start: 6, target: 4, unit: "%" }, { value: 5.26 }, `${formatNumber(5.26)} %, from 6 % to 4 %`],
    [{ kind: "metric", start: 6, target: 4, unit: "%" }, {}, "no value yet, from 6 % to 4 %"],
    [
      { kind: "metric", keep: { min: 99.5 }, unit: "%" },
      { value: 99.8, unit: null },
      `${formatNumber(99.8)} %, to be kept at least ${formatNumber(99.5)} %`,
    ],
    [{ kind: "metric", keep: { max: 4 }, unit: "h" }, { value: 3, unit: null }, "3 h, to be kept at most 4 h"],
    [{ kind: "metric", keep: { min: 1, max: 2 } }, { value: 1 }, "1, to be kept between 1 and 2"],
    [{ kind: "objective", objective: "launch" }, { value: 0.4 }, "follows an objective"],
  ])("of %j is read in one", (measure, given, text) => {
    const shown = standing(measure, given);
    expect((valueText(shown) + goalText(shown)).replaceAll("\u00a0", " ")).toBe(text);
  });
});

describe("forecastText", () => {
  it.each([
    [{ p50: "2026-12-10", p85: "2026-12-19" }, 0.5, `${formatDay("2026-12-10")} – ${formatDay("2026-12-19")}`],
    [{ p50: "2026-12-10", p85: "2026-12-10" }, 0.5, formatDay("2026-12-10")],
    [{ p50: "2026-12-10", p85: null }, 0.5, `${formatDay("2026-12-10")} at the earliest`],
    [{ p50: null, p85: null }, 0.5, "not within a year"],
    [{ p50: "2026-12-10", p85: "2026-12-10" }, 1, null],
    [null, 0.5, null],
  ])("of %j at %s is %s", (forecast, progress, text) => {
    expect(forecastText({ forecast, progress })).toBe(text);
  });
});

describe("pacePoints", () => {
  const ends = (points: readonly (readonly [number, number])[]) => [points[0], points.at(-1)];

  it("goes from the first instant of the start to the last of the due day", () => {
    const from = Date.parse("2026-10-01T00:00:00Z") / 1_000;
    const to = Date.parse("2027-01-01T00:00:00Z") / 1_000;
    expect(ends(pacePoints("linear", "2026-10-01", "2026-12-31"))).toEqual([
      [from, 0],
      [to, 1],
    ]);
  });

  it("bends as the pace does, and has its corners", () => {
    const backLoaded = pacePoints("backLoaded", "2026-10-01", "2026-12-31");
    expect(backLoaded[24]?.[1]).toBeCloseTo(0.25, 9);
    const corner = pacePoints(
      [
        [0, 0],
        [0.31, 0.2],
        [1, 1],
      ],
      "2026-10-01",
      "2026-12-31",
    ).map(([, expected]) => expected);
    expect(corner.some((expected) => Math.abs(expected - 0.2) < 1e-9)).toBe(true);
  });
});

describe("chartSpan", () => {
  const quarter = { startsOn: "2026-10-01", due: "2026-12-31", forecast: null, progress: 0.5 };
  const at = (text: string) => Date.parse(text) / 1_000;

  it("is the key result's days", () => {
    expect(chartSpan(quarter, at("2026-11-01"))).toEqual({ from: at("2026-10-01"), to: at("2027-01-01") });
  });

  it.each([
    [
      "a forecast that ends later",
      { ...quarter, forecast: { p50: "2027-01-02", p85: "2027-01-09" } },
      "2026-11-01",
      "2027-01-10",
    ],
    ["being late", quarter, "2027-01-20", "2027-01-20"],
    ["nothing beyond what is done", { ...quarter, progress: 1 }, "2027-01-20", "2027-01-01"],
  ])("is longer for %s", (_, keyResult, now, to) => {
    expect(chartSpan(keyResult, at(now)).to).toBe(at(to));
  });

  it("does not let a forecast far away press the period together", () => {
    const { from, to } = chartSpan(
      { ...quarter, forecast: { p50: "2027-08-01", p85: "2027-11-01" } },
      at("2026-11-01"),
    );
    expect((to - from) / (at("2027-01-01") - from)).toBeCloseTo(1.35, 9);
  });
});

describe("tellScope", () => {
  it("tells what was added and removed, day by day, from what there was at first", () => {
    const point = (at: string, inScope: number) => ({ at: `2026-10-${at}:00.000Z`, inScope, completed: 0 });
    const scope = [
      point("01T00:00", 0),
      point("01T08:00", 10),
      point("02T08:00", 14),
      point("02T09:00", 13),
      point("05T00:00", 11),
    ];
    expect(tellScope(scope)).toEqual({
      first: 10,
      added: 4,
      removed: 3,
      now: 11,
      changes: [
        { at: "2026-10-02T09:00:00.000Z", added: 4, removed: 1, inScope: 13 },
        { at: "2026-10-05T00:00:00.000Z", added: 0, removed: 2, inScope: 11 },
      ],
    });
  });

  it("tells nothing of no scope", () => {
    expect(tellScope([])).toBeNull();
    expect(tellScope([{ at: "2026-10-01T00:00:00.000Z", inScope: 0, completed: 0 }])).toBeNull();
  });
});

function row(
  key: string,
  given: Partial<ContributionAnswer["issue"]> & { size?: number; credit?: number; counted?: boolean } = {},
): ContributionAnswer {
  const { size = 1, credit = 0, counted = true, ...issue } = given;
  return {
    issue: {
      ref: `jira:${key}`,
      key,
      title: `Title of ${key}`,
      url: null,
      source: "jira",
      statusCategory: "started",
      status: "Doing",
      ...issue,
    },
    match: { kind: "rule", id: key.startsWith("A") ? "first" : "second" },
    weight: 2,
    size,
    credit,
    counted,
    reason: counted ? null : "canceled",
  };
}

describe("groupLedger", () => {
  const rows = [
    row("A-1", { size: 3 }),
    row("B-1", { statusCategory: "completed", credit: 1, size: 5 }),
    row("A-2", { size: 9, counted: false }),
  ];

  it("puts what is furthest along first, what counts before what does not, and sums what counts", () => {
    const groups = groupLedger(rows, "status");
    expect(groups.map(({ name, size, credited }) => [name, size, credited])).toEqual([
      ["completed", 10, 10],
      ["in progress", 6, 0],
    ]);
    expect(groups[1]?.rows.map(({ issue }) => issue.key)).toEqual(["A-1", "A-2"]);
  });

  it("groups by what matched, too", () => {
    expect(groupLedger(rows, "match").map(({ name }) => name)).toEqual(["rule second", "rule first"]);
  });
});

describe("searchLedger", () => {
  it("finds rows that have every word, in whatever case", () => {
    const rows = [row("A-1"), row("B-1", { title: "Ünder way" })];
    const found = (text: string) => searchLedger(rows, text).map(({ issue }) => issue.key);
    expect(found("  ")).toEqual(["A-1", "B-1"]);
    expect(found("ünder DOING")).toEqual(["B-1"]);
    expect(found("first")).toEqual(["A-1"]);
    expect(found("a-1 b-1")).toEqual([]);
  });
});
