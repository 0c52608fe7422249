import { describe, expect, it } from "vitest";
import type { Condition } from "../../src/domain/rule.ts";
import { anIssue } from "./samples.ts";
import { story, verdict } from "./verdict.ts";

describe("custom fields", () => {
  it.each([
    [{ "field.arr": 50 }, true],
    [{ "field.arr": "50" }, true],
    [{ "field.arr": { gt: 50 } }, false],
    [{ "field.size": { gte: 12 } }, true],
    [{ "field.size": "1*" }, true],
    [{ "field.team": "b" }, true],
    [{ "field.team": { all: ["a", "b"] } }, true],
    [{ "field.team": ["c"] }, false],
    [{ "field.team": { gte: 1 } }, false],
    [{ "field.on": { gte: "2026-11-02", lte: "2026-11-02" } }, true],
    [{ "field.on": { gt: "2026-11-02" } }, false],
    [{ "field.on": { gte: "-14d" } }, true],
    [{ "field.arr": { gte: "2026-11-02" } }, false],
    [{ "field.size": { gte: "2026-11-02" } }, false],
    [{ "field.flag": "true" }, true],
    [{ "field.flag": { gte: 1 } }, false],
    [{ "field.empty": { exists: true } }, false],
    [{ "field.none": { exists: false } }, true],
    [{ "field.list": { exists: false } }, true],
    [{ "field.missing": { exists: false } }, true],
    [{ "field.constructor": { exists: true } }, false],
    [{ "field.team": { exists: true } }, true],
    [{ "field.arr": { exists: true, gte: 1 } }, true],
    [{ "field.none": { exists: true, gte: 1 } }, false],
  ] satisfies [Condition, boolean][])("%j: %s", (condition, wanted) => {
    expect(verdict(condition, story)).toBe(wanted);
  });

  it.each([
    ["2026-11-02T10:00:00.000+0100", "2026-11-02T09:00:00.000Z"],
    ["2026-11-02 09:00", "2026-11-02T09:00Z"],
  ])("takes %s for an instant", (value, bound) => {
    expect(verdict({ "field.on": { gte: bound, lte: bound } }, anIssue("jira:1", { fields: { on: value } }))).toBe(
      true,
    );
  });

  it("takes a broken instant for none", () => {
    const issue = anIssue("jira:1", { fields: { on: "2026-11-02T99:99" } });
    expect(verdict({ "field.on": { gte: "2000-01-01" } }, issue)).toBe(false);
  });

  it.each([
    ["-1.5e1", -15],
    [" 7. ", 7],
    [".5", 0.5],
  ])("takes the text %s for a number", (text, number) => {
    expect(verdict({ "field.n": number }, anIssue("jira:1", { fields: { n: text } }))).toBe(true);
  });

  it.each(["0x10", "", "12 points", Number.NaN])("takes %j for no number", (value) => {
    expect(verdict({ "field.n": { gte: -Infinity } }, anIssue("jira:1", { fields: { n: value } }))).toBe(false);
  });
});
