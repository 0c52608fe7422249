import { describe, expect, it } from "vitest";
import { compileCondition } from "../../src/domain/condition.ts";
import { noPatterns } from "../../src/domain/pattern.ts";
import { type Condition, dateKeys, numberKeys, textKeys } from "../../src/domain/rule.ts";
import { anIssue } from "./samples.ts";
import { story, verdict } from "./verdict.ts";

describe("each key", () => {
  it.each([
    [{ source: "JIRA" }, true],
    [{ source: "linear" }, false],
    [{ project: "shop" }, true],
    [{ project: "SHO" }, false],
    [{ team: "checkout" }, true],
    [{ team: "pay" }, false],
    [{ type: ["Bug", "story"] }, true],
    [{ type: "Bug" }, false],
    [{ status: "in review" }, true],
    [{ status: "Done" }, false],
    [{ statusCategory: "started" }, true],
    [{ statusCategory: ["completed", "canceled"] }, false],
    [{ resolution: { exists: false } }, true],
    [{ resolution: "Done" }, false],
    [{ priority: ["High", "Highest"] }, true],
    [{ priority: "Low" }, false],
    [{ label: "mobile" }, true],
    [{ label: "mob" }, false],
    [{ component: "API" }, true],
    [{ component: "ui" }, false],
    [{ version: "2.*" }, true],
    [{ version: "1.*" }, false],
    [{ sprint: "sprint 7" }, true],
    [{ sprint: "sprint" }, false],
    [{ cycle: "12" }, true],
    [{ cycle: "13" }, false],
    [{ milestone: "m1" }, true],
    [{ milestone: "m2" }, false],
    [{ parent: { exists: false } }, true],
    [{ parent: "SHOP-1" }, false],
    [{ initiative: { exists: false } }, true],
    [{ initiative: "*" }, false],
    [{ assignee: "MARIA@example.com" }, true],
    [{ assignee: "bo" }, false],
    [{ creator: "bo" }, true],
    [{ creator: "maria" }, false],
    [{ key: "shop-*" }, true],
    [{ key: "shop-1" }, false],
    [{ title: "*card" }, true],
    [{ title: "card" }, false],
    [{ estimate: 3 }, true],
    [{ estimate: { gte: 4 } }, false],
    [{ level: 0 }, true],
    [{ level: { gte: 1 } }, false],
    [{ createdAt: { gte: "2026-10-01" } }, true],
    [{ createdAt: { lt: "2026-10-01" } }, false],
    [{ updatedAt: { lte: "2026-11-15" } }, true],
    [{ updatedAt: { gt: "2026-11-15" } }, false],
    [{ completedAt: { exists: false } }, true],
    [{ completedAt: { gte: "2000-01-01" } }, false],
    [{ within: "SHOP-12" }, true],
    [{ within: ["A-1", "B-1"] }, false],
  ] satisfies [Condition, boolean][])("%j: %s", (condition, wanted) => {
    expect(verdict(condition, story)).toBe(wanted);
  });

  it("is one that the matcher knows", () => {
    for (const key of [...textKeys, ...numberKeys, ...dateKeys])
      expect(() => compileCondition({ [key]: {} }, noPatterns)).not.toThrow();
  });

  it.each(["jqls", "constructor", "__proto__", "toString"])("%s is refused", (key) => {
    const condition = Object.fromEntries([[key, "x"]]) as Condition;
    expect(() => compileCondition(condition, noPatterns)).toThrow(`no condition key: ${key}`);
  });
});

describe("the forms of a text test", () => {
  it.each([
    ["one text", "beta-*", true],
    ["a list is one of these", ["x", "MOBILE"], true],
    ["an empty list is none of these", [], false],
    ["any", { any: ["x", "mobile"] }, true],
    ["any of others", { any: ["x", "y"] }, false],
    ["all", { all: ["mobile", "beta-*"] }, true],
    ["all but one", { all: ["mobile", "x"] }, false],
    ["none", { none: ["x", "y"] }, true],
    ["none, yet one is there", { none: ["x", "mob*"] }, false],
    ["exists", { exists: true }, true],
    ["exists not", { exists: false }, false],
    ["forms together", { any: ["mobile"], none: ["x"], exists: true }, true],
    ["forms together, one fails", { any: ["mobile"], none: ["beta-feedback"] }, false],
  ] satisfies [string, Condition["label"], boolean][])("%s", (_name, test, wanted) => {
    expect(verdict({ label: test }, story)).toBe(wanted);
  });

  it.each([
    ["none", { none: ["x"] }, true],
    ["exists", { exists: true }, false],
    ["exists not", { exists: false }, true],
    ["all", { all: ["x"] }, false],
    ["*", "*", false],
  ] satisfies [string, Condition["label"], boolean][])("%s of an issue without labels", (_name, test, wanted) => {
    expect(verdict({ label: test }, anIssue("jira:1"))).toBe(wanted);
  });
});

describe("numbers", () => {
  it.each([
    [3, true],
    [4, false],
    [{ gte: 3 }, true],
    [{ gte: 3.5 }, false],
    [{ gt: 2 }, true],
    [{ gt: 3 }, false],
    [{ lte: 3 }, true],
    [{ lte: 2 }, false],
    [{ lt: 4 }, true],
    [{ lt: 3 }, false],
    [{ gte: 1, lt: 3 }, false],
    [{ gte: 1, lt: 5, exists: true }, true],
    [{ exists: true }, true],
    [{ exists: false }, false],
  ] satisfies [Condition["estimate"], boolean][])("%j against 3: %s", (test, wanted) => {
    expect(verdict({ estimate: test }, story)).toBe(wanted);
  });

  it.each([
    [0, false],
    [{ lt: 5 }, false],
    [{ exists: false }, true],
    [{ exists: true }, false],
  ] satisfies [Condition["estimate"], boolean][])("%j against no estimate: %s", (test, wanted) => {
    expect(verdict({ estimate: test }, anIssue("jira:1"))).toBe(wanted);
  });
});

describe("dates", () => {
  const at = (completedAt: string | null) => anIssue("jira:1", { completedAt });

  it.each([
    [{ gte: "2026-11-02" }, "2026-11-02T00:00:00.000Z", true],
    [{ gte: "2026-11-02" }, "2026-11-01T23:59:59.999Z", false],
    [{ lt: "2026-11-02" }, "2026-11-01T23:59:59.999Z", true],
    [{ lt: "2026-11-02" }, "2026-11-02T00:00:00.000Z", false],
    [{ lte: "2026-11-02" }, "2026-11-02T23:59:59.999Z", true],
    [{ lte: "2026-11-02" }, "2026-11-03T00:00:00.000Z", false],
    [{ gt: "2026-11-02" }, "2026-11-03T00:00:00.000Z", true],
    [{ gt: "2026-11-02" }, "2026-11-02T23:59:59.999Z", false],
    [{ gte: "2026-11-02T10:00:00+01:00" }, "2026-11-02T09:00:00.000Z", true],
    [{ gt: "2026-11-02T10:00:00+01:00" }, "2026-11-02T09:00:00.000Z", false],
    [{ lte: "2026-11-02T09:00" }, "2026-11-02T09:00:00.000Z", true],
    [{ lte: "2026-11-02T09:00" }, "2026-11-02T09:00:00.001Z", false],
    [{ lt: "2026-11-02T09:00Z" }, "2026-11-02T09:00:00.000Z", false],
    [{ gte: "-14d" }, "2026-11-02T00:00:00.000Z", true],
    [{ gte: "-14d" }, "2026-11-01T23:59:59.999Z", false],
    [{ lte: "-1d" }, "2026-11-15T23:59:59.999Z", true],
    [{ lte: "0d" }, "2026-11-17T00:00:00.000Z", false],
    [{ lt: "+1d" }, "2026-11-16T23:59:59.999Z", true],
    [{ gte: "2026-11-01", lt: "2026-11-02", exists: true }, "2026-11-01T12:00:00.000Z", true],
    [{ gte: "2026-11-01", lt: "2026-11-02" }, "2026-11-02T12:00:00.000Z", false],
    [{ exists: true }, "2026-11-02T12:00:00.000Z", true],
    [{ exists: true }, null, false],
    [{ exists: false }, null, true],
    [{ lt: "2026-11-02" }, null, false],
  ] satisfies [Condition["completedAt"], string | null, boolean][])("%j against %s: %s", (test, value, wanted) => {
    expect(verdict({ completedAt: test }, at(value))).toBe(wanted);
  });

  it("refuses text that is no date", () => {
    expect(() => compileCondition({ completedAt: { gte: "soon" } }, noPatterns)).toThrow("no date: soon");
  });
});
