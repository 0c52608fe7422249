import { describe, expect, it } from "vitest";
import { compileCondition, explainCondition, matchesCondition, usesToday } from "../../src/domain/condition.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { type Condition, dateKeys, numberKeys, textKeys } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aState, anEdge, anIssue, today } from "./samples.ts";

function subjectOf(issue: Issue, others: readonly IssueState[] = []) {
  return { issue, ancestors: buildTree([aState(issue), ...others]).ancestorsOf(issue.ref) };
}

function verdict(condition: Condition, issue: Issue, others: readonly IssueState[] = []) {
  return matchesCondition(compileCondition(condition), subjectOf(issue, others), today);
}

function explain(condition: Condition, issue: Issue, others: readonly IssueState[] = []) {
  return explainCondition(compileCondition(condition), subjectOf(issue, others), today);
}

const story = anIssue("jira:1", {
  key: "SHOP-12",
  project: "SHOP",
  type: "Story",
  title: "Pay by card",
  team: ["Checkout"],
  status: "In Review",
  statusCategory: "started",
  priority: "High",
  labels: ["beta-feedback", "Mobile"],
  components: ["api"],
  versions: ["2.0"],
  sprints: ["Sprint 7"],
  cycle: ["Cycle 12", "12"],
  milestone: "M1",
  assignee: ["Maria", "maria@example.com", "5b10"],
  creator: ["Bo"],
  estimate: 3,
  createdAt: "2026-10-01T12:00:00.000Z",
  updatedAt: "2026-11-15T23:59:59.999Z",
  fields: { arr: 50, size: "12", team: ["A", "B"], on: "2026-11-02", flag: true, empty: "", none: null, list: [] },
});

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
      expect(() => compileCondition({ [key]: {} })).not.toThrow();
  });

  it.each(["jql", "constructor", "__proto__", "toString"])("%s is refused", (key) => {
    const condition = Object.fromEntries([[key, "x"]]) as Condition;
    expect(() => compileCondition(condition)).toThrow(`no condition key: ${key}`);
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
    expect(() => compileCondition({ completedAt: { gte: "soon" } })).toThrow("no date: soon");
  });
});

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

describe("containers", () => {
  const grow = aState(
    anIssue("linear:i-1", { kind: "initiative", title: "Grow retention", slug: "f00d", key: "f00d" }),
  );
  const payments = aState(
    anIssue("linear:p-1", {
      kind: "project",
      title: "Payments revamp",
      slug: "0a1b",
      key: "0a1b",
      edges: [anEdge("initiative", "linear:i-1")],
    }),
  );
  const story = anIssue("linear:1", {
    key: "ENG-7",
    edges: [anEdge("project", "linear:p-1", { name: "Payments", slug: "old" })],
  });
  const subIssue = anIssue("linear:2", { key: "ENG-8", edges: [anEdge("parent", "linear:1")] });
  const all = [grow, payments, aState(story)];

  it.each([
    [{ project: "payments revamp" }, true],
    [{ project: "0A1B" }, true],
    [{ project: "p-1" }, true],
    [{ project: "Payments" }, false],
    [{ initiative: "grow*" }, true],
    [{ initiative: "f00d" }, true],
    [{ initiative: "i-1" }, true],
    [{ initiative: "Payments revamp" }, false],
    [{ within: "project:Payments Revamp" }, true],
    [{ within: "PROJECT: 0a1b" }, true],
    [{ within: "project:p-1" }, true],
    [{ within: "project:Payments" }, false],
    [{ within: "project:Grow retention" }, false],
    [{ within: "initiative:grow retention" }, true],
    [{ within: "initiative:i-1" }, true],
    [{ within: "initiative:Payments revamp" }, false],
    [{ within: "linear:p-1" }, true],
    [{ within: "0a1b" }, true],
    [{ within: ["nothing", "linear:i-1"] }, true],
  ] satisfies [Condition, boolean][])("%j matches an issue in the project: %s", (condition, wanted) => {
    expect(verdict(condition, story, all)).toBe(wanted);
  });

  it("a project and an initiative match their own names", () => {
    expect(verdict({ project: "Payments revamp", within: "project:0a1b" }, payments.issue, all)).toBe(true);
    expect(verdict({ initiative: "Grow retention", within: "initiative:f00d" }, grow.issue, all)).toBe(true);
    expect(verdict({ project: "Grow retention" }, grow.issue, all)).toBe(false);
  });

  it("a sub-issue lies within its parent's project without being in it", () => {
    expect(verdict({ within: "project:Payments revamp" }, subIssue, all)).toBe(true);
    expect(verdict({ initiative: "Grow retention" }, subIssue, all)).toBe(true);
    expect(verdict({ project: "Payments revamp" }, subIssue, all)).toBe(false);
  });

  it("the issue's copy serves while the project is unknown", () => {
    expect(verdict({ project: "Payments", within: "project:old" }, story)).toBe(true);
    expect(verdict({ within: "project:p-1" }, story)).toBe(true);
    expect(verdict({ project: "k" }, anIssue("j:1", { edges: [anEdge("project", null, { key: "k" })] }))).toBe(false);
  });

  it("a removed project passes nothing on", () => {
    const removed = aState({ ...payments.issue, removed: true });
    expect(verdict({ project: "Payments revamp" }, story, [grow, removed])).toBe(false);
    expect(verdict({ initiative: "Grow retention" }, story, [grow, removed])).toBe(false);
  });

  it("project: takes a Jira project key too, and what is beneath its issues", () => {
    const epic = aState(anIssue("jira:9", { project: "SHOP", level: 1 }));
    const elsewhere = anIssue("jira:8", { project: "OTHER", edges: [anEdge("parent", "jira:9")] });
    expect(verdict({ within: "project:shop" }, epic.issue)).toBe(true);
    expect(verdict({ within: "project:shop" }, elsewhere, [epic])).toBe(true);
    expect(verdict({ within: "initiative:shop" }, elsewhere, [epic])).toBe(false);
    expect(verdict({ within: "project:shop" }, anIssue("jira:7"), [epic])).toBe(false);
  });

  it("a ref of a source that is called project is a ref", () => {
    expect(verdict({ within: "project:77" }, anIssue("project:77"))).toBe(true);
  });

  it("finds a key that an ancestor had before it moved, and its address", () => {
    const moved = aState(
      anIssue("jira:9", { key: "NEW-1", previousKeys: ["OLD-1"], url: "https://acme.atlassian.net/browse/NEW-1" }),
    );
    const child = anIssue("jira:8", { edges: [anEdge("parent", "jira:9")] });
    for (const within of ["OLD-1", "new-1", "https://acme.atlassian.net/browse/OLD-1"]) {
      expect(verdict({ within }, child, [moved])).toBe(true);
    }
  });
});

describe("any, all and not", () => {
  const yes: Condition = { type: "Story" };
  const no: Condition = { type: "Bug" };
  it.each([
    [{}, null],
    [{ type: undefined }, null],
    [{ type: "Story", project: "SHOP" }, true],
    [{ type: "Story", project: "OTHER" }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ any: [{}, no] }, false],
    [{ any: [{}] }, null],
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ all: [{}, yes] }, true],
    [{ all: [{}] }, null],
    [{ not: no }, true],
    [{ not: yes }, false],
    [{ not: {} }, null],
    [{ not: [no, no] }, true],
    [{ not: [no, yes] }, false],
    [{ any: [no, { all: [yes, { not: no }] }], not: { label: "x" } }, true],
    [{ not: {}, type: "Story" }, true],
    [{ type: "Bug", not: {} }, false],
  ] as [Condition, boolean | null][])("%j: %s", (condition, wanted) => {
    expect(verdict(condition, story)).toBe(wanted);
  });
});

describe("explainCondition", () => {
  it.each([
    ["nothing failed", { type: "Story" }, null],
    [
      "the first that fails",
      { type: "Story", status: "Done", key: "X" },
      { key: "status", wanted: "Done", found: "In Review" },
    ],
    ["a list", { label: "x" }, { key: "label", wanted: "x", found: ["beta-feedback", "Mobile"] }],
    ["what is not there", { resolution: "Done" }, { key: "resolution", wanted: "Done", found: null }],
    ["a number", { estimate: { gte: 5 } }, { key: "estimate", wanted: { gte: 5 }, found: 3 }],
    ["a date", { completedAt: { gte: "-7d" } }, { key: "completedAt", wanted: { gte: "-7d" }, found: null }],
    ["a field", { "field.arr": 3 }, { key: "field.arr", wanted: 3, found: 50 }],
    ["a missing field", { "field.x": 3 }, { key: "field.x", wanted: 3, found: null }],
    ["all", { all: [{ type: "Story" }, { key: "X" }] }, { key: "key", wanted: "X", found: "SHOP-12" }],
    [
      "any",
      { any: [{ key: "X" }, { type: "Bug" }] },
      {
        key: "any",
        wanted: [{ key: "X" }, { type: "Bug" }],
        found: [
          { key: "key", wanted: "X", found: "SHOP-12" },
          { key: "type", wanted: "Bug", found: "Story" },
        ],
      },
    ],
    [
      "not",
      { not: [{ key: "X" }, { type: "Story" }] },
      { key: "not", wanted: [{ key: "X" }, { type: "Story" }], found: { type: "Story" } },
    ],
  ] as [string, Condition, object | null][])("%s", (_name, condition, wanted) => {
    expect(explain(condition, story)).toEqual(wanted);
  });

  it("shows for within what the issue lies in", () => {
    const epic = aState(anIssue("jira:9", { key: "SHOP-1", edges: [anEdge("parent", "jira:10", { name: "Grow" })] }));
    const child = anIssue("jira:8", { edges: [anEdge("parent", "jira:9"), anEdge("project", "jira:11")] });
    expect(explain({ within: "X-1" }, child, [epic])?.found).toEqual(["SHOP-1", "jira:11", "Grow"]);
  });

  it("a not that does not fail found nothing", () => {
    expect(compileCondition({ not: { type: "Bug" } })[0]?.found(subjectOf(story), today)).toBeNull();
  });
});

describe("usesToday", () => {
  it.each([
    [{ createdAt: { gte: "-14d" } }, true],
    [{ createdAt: { gte: "2026-10-01" } }, false],
    [{ "field.on": { lt: "+3d" } }, true],
    [{ "field.on": { lt: "2026-10-01" } }, false],
    [{ "field.on": "-3d" }, false],
    [{ any: [{}, { completedAt: { lt: "-3d" } }] }, true],
    [{ all: [{ completedAt: { lte: "-3d" } }] }, true],
    [{ not: { completedAt: { gt: "-3d" } } }, true],
    [{ type: "x", estimate: 3, within: "y" }, false],
  ] as [Condition, boolean][])("%j: %s", (condition, wanted) => {
    expect(usesToday(compileCondition(condition))).toBe(wanted);
  });
});
