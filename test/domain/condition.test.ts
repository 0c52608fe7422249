import { describe, expect, it } from "vitest";
import { compileCondition, explainCondition, usesToday } from "../../src/domain/condition.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { noPatterns } from "../../src/domain/pattern.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { aState, anEdge, anIssue, today } from "./samples.ts";
import { story, subjectOf, verdict } from "./verdict.ts";

function explain(condition: Condition, issue: Issue, others: readonly IssueState[] = []) {
  return explainCondition(compileCondition(condition, noPatterns), subjectOf(issue, others), today);
}

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
    expect(compileCondition({ not: { type: "Bug" } }, noPatterns)[0]?.found(subjectOf(story), today)).toBeNull();
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
    expect(usesToday(compileCondition(condition, noPatterns))).toBe(wanted);
  });
});

describe("a jql key", () => {
  const clause = (text: string, condition: Condition) => ({ kind: "clause", text, condition }) as const;
  const jql = {
    text: "project = SHOP and (type = Bug or labels = beta)",
    expression: {
      kind: "and",
      parts: [
        clause("project = SHOP", { project: "SHOP" }),
        { kind: "or", parts: [clause("type = Bug", { type: "Bug" }), clause("labels = beta", { label: "beta" })] },
      ],
    },
  } as const satisfies Condition["jql"];

  it("holds where its expression does", () => {
    expect(explain({ jql }, anIssue("jira:1", { project: "SHOP", type: "Bug" }))).toBeNull();
  });

  it("names the clause that fails", () => {
    expect(explain({ jql }, anIssue("jira:1", { project: "BETA" }))).toEqual({
      key: "jql",
      wanted: "project = SHOP",
      found: ["BETA"],
    });
  });

  it("names what failed in each alternative", () => {
    expect(explain({ jql }, anIssue("jira:1", { project: "SHOP", type: "Story", labels: ["x"] }))).toEqual({
      key: "any",
      wanted: ["type = Bug", "labels = beta"],
      found: [
        { key: "jql", wanted: "type = Bug", found: "Story" },
        { key: "jql", wanted: "labels = beta", found: ["x"] },
      ],
    });
  });
});

describe("matches", () => {
  const engine = (source: string) => (text: string) => text.includes(source);
  const holds = (condition: Condition, issue: Issue) =>
    explainCondition(compileCondition(condition, engine), subjectOf(issue), today) === null;

  it("asks the engine about each value", () => {
    const issue = anIssue("jira:1", { title: "[internal] tidy", labels: ["a", "beta"], fields: { note: "a beta" } });
    expect(holds({ title: { matches: "internal" } }, issue)).toBe(true);
    expect(holds({ label: { matches: "beta" } }, issue)).toBe(true);
    expect(holds({ "field.note": { matches: "gamma" } }, issue)).toBe(false);
  });

  it("throws without an engine", () => {
    expect(() => compileCondition({ title: { matches: "x" } }, noPatterns)).toThrow("no engine");
  });
});
