import { describe, expect, it } from "vitest";
import type { FieldValue, Issue } from "../../src/domain/issue.ts";
import type { Measure, SizeBy } from "../../src/domain/okr.ts";
import { sizeOf } from "../../src/domain/size.ts";
import { anIssue, aTotal } from "./samples.ts";

const size = (by: SizeBy, changes: Partial<Issue>, unestimated = 1) =>
  sizeOf(anIssue("jira:1", changes), { measure: { kind: "completion", by }, unestimated });

describe("sizeOf", () => {
  it.each([
    ["count", {}, 1],
    ["estimate", { estimate: 5 }, 5],
    ["estimate", { estimate: 0 }, 0],
    ["estimate", { estimate: null }, 1],
    ["estimate", { estimate: -3 }, 0],
    ["estimate", { estimate: Infinity }, Number.MAX_VALUE],
  ] as [SizeBy, Partial<Issue>, number][])("by %s of %j is %d", (by, changes, wanted) => {
    expect(size(by, changes)).toBe(wanted);
  });

  it("takes what the key result says for an issue without an estimate", () => {
    expect(size("estimate", {}, 0.5)).toBe(0.5);
  });

  it.each([
    [50, 50],
    [-1, 0],
    ["12.5", 12.5],
    ["1e400", Number.MAX_VALUE],
    ["many", 0],
    [true, 0],
    [["3"], 0],
    [null, 0],
  ] as [FieldValue, number][])("of the field value %j is %d", (value, wanted) => {
    expect(size("field:arr", { fields: { arr: value } })).toBe(wanted);
  });

  it.each(["field:arr", "field:constructor"] as const)("of a missing %s is 0", (by) => {
    expect(size(by, {})).toBe(0);
  });

  const times = {
    createdAt: "2026-10-01T00:00:00.000Z",
    startedAt: "2026-10-02T12:00:00.000Z",
    completedAt: "2026-10-05T00:00:00.000Z",
  };
  it.each([
    ["field:leadTimeDays", times, 4],
    ["field:cycleTimeDays", times, 2.5],
    ["field:leadTimeDays", { ...times, completedAt: null }, 0],
    ["field:leadTimeDays", { ...times, createdAt: null }, 0],
    ["field:cycleTimeDays", { ...times, startedAt: null }, 0],
    ["field:cycleTimeDays", { ...times, startedAt: "2026-10-06T00:00:00.000Z" }, 0],
  ] as [SizeBy, Partial<Issue>, number][])("%s of %j is %d", (by, changes, wanted) => {
    expect(size(by, changes)).toBe(wanted);
  });

  it.each([
    [aTotal("sum"), 8],
    [{ kind: "milestone" }, 1],
    [{ kind: "objective", objective: "o" }, 1],
  ] as [Measure, number][])("for %j is %d", (measure, wanted) => {
    expect(sizeOf(anIssue("jira:1", { estimate: 8 }), { measure, unestimated: 1 })).toBe(wanted);
  });
});
