import { describe, expect, it } from "vitest";
import type { Contribution } from "../../src/domain/contribution.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import type { KeyResult, Measure } from "../../src/domain/okr.ts";
import { aKeyResult, aRow, aTotal } from "./samples.ts";

const none = { latestValue: null, objectiveProgress: null };

function measured(
  of: Measure,
  rows: readonly Contribution[],
  inputs: Partial<typeof none> | object = {},
  changes: Partial<KeyResult> = {},
) {
  return measure(aKeyResult({ measure: of, ...changes }), groupsOf(rows), { ...none, ...inputs });
}

const completion: Measure = { kind: "completion", by: "estimate" };
const done = (ref: string, changes: Parameters<typeof aRow>[1] = {}) =>
  aRow(ref, { statusCategory: "completed", credit: 1, ...changes });
const canceled = (ref: string, changes: Parameters<typeof aRow>[1] = {}) =>
  aRow(ref, { statusCategory: "canceled", counted: false, reason: "canceled", ...changes });

describe("measure: completion", () => {
  it("weighs sizes and credits", () => {
    const rows = [done("1", { size: 3, weight: 2 }), aRow("2", { size: 4, credit: 0.5 }), aRow("3", { size: 2 })];
    expect(measured(completion, rows)).toEqual({
      value: 8 / 12,
      progress: 8 / 12,
      rawProgress: 8 / 12,
      counts: { backlog: 0, unstarted: 2, started: 0, completed: 1, canceled: 0 },
      inScope: 12,
      credited: 8,
    });
  });

  it("leaves rows out that are not counted, yet counts canceled ones past the grain", () => {
    const rows = [
      done("1"),
      canceled("2"),
      canceled("3", { reason: "grain" }),
      done("4", { counted: false, reason: "grain" }),
    ];
    expect(measured(completion, rows)).toMatchObject({
      progress: 1,
      counts: { completed: 1, canceled: 1 },
      inScope: 1,
    });
  });

  it.each([
    ["no row", []],
    ["no counted row", [canceled("1")]],
    ["only sizes of 0", [done("1", { size: 0 })]],
    ["only weights of 0", [done("1", { weight: 0 })]],
  ])("has no data with %s", (_name, rows) => {
    expect(measured(completion, rows)).toMatchObject({ value: null, progress: null, rawProgress: null });
  });

  it("stays finite with sizes beyond all bounds", () => {
    const huge = { size: Number.MAX_VALUE, weight: 3 };
    expect(measured(completion, [done("1", huge), aRow("2", huge)])).toMatchObject({
      progress: 1,
      inScope: Number.MAX_VALUE,
    });
  });
});

describe("measure: total", () => {
  const rows = [done("1", { size: 3, weight: 2 }), done("2", { size: 1, credit: 0.5 }), aRow("3", { size: 9 })];

  it.each([
    ["sum", 6.5],
    ["average", 2],
    ["min", 1],
    ["max", 3],
  ] as const)("%s of completed work is %d", (aggregate, value) => {
    expect(measured(aTotal(aggregate), rows)).toMatchObject({ value, progress: value / 10 });
  });

  it.each([
    ["from the start on", aTotal("sum", { start: 5, target: 15 }), { value: 11.5, rawProgress: 0.65 }],
    ["down to a target", aTotal("average", { start: 4, target: 0 }), { value: 2, rawProgress: 0.5 }],
    ["beyond the target", aTotal("sum", { target: 2 }), { value: 6.5, progress: 1, rawProgress: 3.25 }],
    ["away from the target", aTotal("max", { start: 2, target: 0 }), { value: 3, progress: 0, rawProgress: -0.5 }],
    ["a target that is the start, not reached", aTotal("min", { start: 2, target: 2 }), { value: 1, rawProgress: 0 }],
    ["a target that is the start, passed", aTotal("sum", { start: 1, target: 1 }), { value: 7.5, rawProgress: 1 }],
  ])("%s", (_name, total, wanted) => {
    expect(measured(total, rows)).toMatchObject(wanted);
  });

  it("at the start of a falling target is 0, not −0", () => {
    expect(measured(aTotal("min", { start: 1, target: 0 }), rows).rawProgress).toBe(0);
  });

  it("stays finite beyond all bounds", () => {
    const huge = done("1", { size: Number.MAX_VALUE });
    const total = aTotal("sum", { start: Number.MAX_VALUE, target: Number.MAX_VALUE / 2 });
    expect(measured(total, [huge])).toMatchObject({ value: Number.MAX_VALUE, rawProgress: 0 });
    expect(measured(aTotal("sum", { target: 1e-300 }), [huge]).rawProgress).toBe(Number.MAX_VALUE);
  });

  it.each(["average", "min", "max", "latest"] as const)("%s has no data without completed work", (aggregate) => {
    expect(measured(aTotal(aggregate), [aRow("1")])).toMatchObject({ value: null, progress: null });
  });

  it("sum has no data without anything in scope, and is 0 with nothing done", () => {
    expect(measured(aTotal("sum"), [canceled("1")]).value).toBeNull();
    expect(measured(aTotal("sum"), [aRow("1")])).toMatchObject({ value: 0, progress: 0 });
  });

  it.each([
    [
      "by time",
      [
        ["1", "2026-11-01", 1],
        ["2", "2026-11-03", 2],
        ["3", "2026-11-02", 3],
      ],
      2,
    ],
    [
      "by issue where times are equal",
      [
        ["1", "2026-11-01", 1],
        ["2", "2026-11-01", 2],
      ],
      2,
    ],
    [
      "anything with a time after what has none",
      [
        ["9", null, 1],
        ["1", "2026-11-01", 2],
      ],
      2,
    ],
    [
      "by issue where none has a time",
      [
        ["9", null, 1],
        ["1", null, 2],
      ],
      1,
    ],
  ] as [string, [string, string | null, number][], number][])("latest goes %s", (_name, given, value) => {
    const completed = given.map(([ref, completedAt, size]) => done(ref, { completedAt, size }));
    expect(measured(aTotal("latest"), completed).value).toBe(value);
    expect(measured(aTotal("latest"), [...completed].reverse()).value).toBe(value);
  });

  it("latest takes groups that do not say which issue it is", () => {
    const [group] = groupsOf([done("1", { size: 4 })]);
    const keyResult = aKeyResult({ measure: aTotal("latest") });
    expect(
      measure(
        keyResult,
        [
          { ...group!, issueRef: null },
          { ...group!, issueRef: null },
        ],
        none,
      ).value,
    ).toBe(4);
  });

  it("takes canceled work for completed where the key result credits it", () => {
    const credited = canceled("1", { counted: true, reason: null, credit: 1, size: 4 });
    expect(measured(aTotal("max"), [credited], {}, { canceled: "credit" }).value).toBe(4);
    expect(measured(aTotal("max"), [credited], {}, { canceled: "keep" }).value).toBeNull();
  });
});

describe("measure: milestone", () => {
  const milestone: Measure = { kind: "milestone" };
  it.each([
    ["all completed", [done("1"), done("2"), canceled("3")], { value: 1, progress: 1 }],
    ["one left", [done("1"), done("2"), aRow("3"), aRow("4")], { value: 0.5, progress: 0 }],
    ["nothing in scope", [canceled("3")], { value: null, progress: null }],
  ])("%s", (_name, rows, wanted) => {
    expect(measured(milestone, rows)).toMatchObject(wanted);
  });
});

describe("measures of what people report", () => {
  it.each([
    [{ kind: "metric", start: 60, target: 85, unit: "%" }, 70, { value: 70, progress: 0.4 }],
    [{ kind: "metric", start: 60, target: 85, unit: "%" }, null, { value: null, progress: null }],
    [{ kind: "metric", start: 12, target: 4, unit: null }, 14, { value: 14, progress: 0, rawProgress: -0.25 }],
    [{ kind: "band", min: 1, max: 2, unit: null }, 1, { value: 1, progress: 1 }],
    [{ kind: "band", min: 1, max: 2, unit: null }, 2, { progress: 1 }],
    [{ kind: "band", min: 1, max: 2, unit: null }, 2.1, { progress: 0 }],
    [{ kind: "band", min: 1, max: null, unit: null }, 99, { progress: 1 }],
    [{ kind: "band", min: 1, max: null, unit: null }, 0, { progress: 0 }],
    [{ kind: "band", min: null, max: 2, unit: null }, -9, { progress: 1 }],
    [{ kind: "band", min: null, max: 2, unit: null }, null, { value: null, progress: null }],
  ] as [Measure, number | null, object][])("%j at %d", (of, latestValue, wanted) => {
    expect(measured(of, [], { latestValue })).toMatchObject(wanted);
  });

  it("objective is the other objective's progress", () => {
    const objective: Measure = { kind: "objective", objective: "o" };
    expect(measured(objective, [], { objectiveProgress: 0.3 })).toMatchObject({ value: 0.3, progress: 0.3 });
    expect(measured(objective, [])).toMatchObject({ value: null, progress: null });
  });
});

describe("groupsOf", () => {
  it("counts equal rows together, keeping the one completed last", () => {
    const rows = [
      done("1", { completedAt: "2026-11-01" }),
      done("2", { completedAt: "2026-11-03" }),
      done("3", { completedAt: "2026-11-02" }),
      done("4", { size: 2 }),
    ];
    expect(groupsOf(rows).map(({ issueRef, count }) => [issueRef, count])).toEqual([
      ["2", 3],
      ["4", 1],
    ]);
  });
});
