import { describe, expect, it } from "vitest";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { aState, anEdge, anIssue } from "./samples.ts";
import { verdict } from "./verdict.ts";

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

describe("parent", () => {
  const epic = anIssue("jira:9", { key: "SHOP-20", previousKeys: ["OLD-3"], level: 1 });
  const task = anIssue("jira:8", { edges: [anEdge("parent", "jira:9")] });
  const subTask = anIssue("jira:7", { edges: [anEdge("parent", "jira:8")] });
  const others = [epic, task].map((issue) => aState(issue));
  const inProject = anIssue("jira:6", { edges: [anEdge("project", null, { key: "SHOP-20" })] });

  it.each<[string, Issue, readonly IssueState[], boolean]>([
    ["the issue directly above", task, others, true],
    [
      "that issue while it is known by its child alone",
      anIssue("jira:8", { edges: [anEdge("parent", null, { key: "SHOP-20" })] }),
      [],
      true,
    ],
    ["nothing further up", subTask, others, false],
    ["not the issue itself", epic, [], false],
    ["no container", inProject, [], false],
  ])("is %s", (_, issue, known, holds) => {
    expect(verdict({ parent: "shop-20" }, issue, known)).toBe(holds);
  });

  it("is found under former keys", () => {
    expect(verdict({ parent: "OLD-3" }, task, others)).toBe(true);
  });
});
