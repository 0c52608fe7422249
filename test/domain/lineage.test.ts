import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/issue.ts";
import { lineagesOf } from "../../src/domain/lineage.ts";
import { indexLinks } from "../../src/domain/match.ts";
import type { Conventions } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aKeyResult, aLink, aMapping, anEdge, anIssue, aRule, aState, today } from "./samples.ts";

const bugs = aRule({ within: "project:SHOP", type: "Bug" });
const epic = anIssue("jira:epic", { level: 1, project: "SHOP", edges: [anEdge("parent", "jira:top")] });
const top = anIssue("jira:top", { level: 2, edges: [anEdge("project", "jira:unknown", { name: "Pay" })] });

function lineage(changes: Partial<Issue> = {}, above: Partial<Issue> = {}, conventions: Partial<Conventions> = {}) {
  const tree = buildTree([aState({ ...epic, ...changes }), aState({ ...top, ...above })]);
  const compiled = aMapping([bugs], [aKeyResult()], conventions);
  return lineagesOf(tree, [epic.ref], compiled, indexLinks([]), today).get(epic.ref);
}

const field = { field: "keyResult" };

describe("lineagesOf", () => {
  it.each([
    ["its key", { key: "EPIC-2" }],
    ["its title", { title: "Other" }],
    ["its Jira project", { project: "OTHER" }],
    ["its labels", { labels: ["kr:kr"] }],
    ["its level, where that makes it no container", { level: 0 }],
    ["what it matches", { type: "Bug" }],
    ["its removal", { removed: true }],
    ["its place", { edges: [] }],
    ["its copy of what it lies in", { edges: [anEdge("parent", "jira:other")] }],
  ] as [string, Partial<Issue>][])("tells apart %s", (_name, changes) => {
    expect(lineage(changes)).not.toBe(lineage());
  });

  it.each([
    ["a label", { labels: ["x"] }],
    ["the Jira project", { project: "SHOP" }],
    ["the copy of a project", { edges: [anEdge("project", "jira:unknown", { name: "Other" })] }],
  ] as [string, Partial<Issue>][])("tells apart %s of an ancestor", (_name, above) => {
    expect(lineage({}, above)).not.toBe(lineage());
  });

  it("tells the convention's field apart where there is one", () => {
    const fields = { keyResult: "kr", other: 1 };
    expect(lineage({ fields }, {}, field)).not.toBe(lineage({ fields: { other: 1 } }, {}, field));
    expect(lineage({ fields })).toBe(lineage());
  });

  it("tells links apart on an issue that matches anyway", () => {
    const tree = buildTree([aState({ ...epic, labels: ["kr:kr"] })]);
    const compiled = aMapping([], [aKeyResult()], { label: "kr:" });
    const [none, one, other] = [[], [aLink(epic.ref, { id: "1" })], [aLink(epic.ref, { id: "2" })]].map((links) =>
      lineagesOf(tree, [epic.ref], compiled, indexLinks(links), today).get(epic.ref),
    );
    expect(new Set([none, one, other]).size).toBe(3);
  });

  it("does not mind what nothing beneath depends on", () => {
    expect(lineage({ status: "Done", statusCategory: "completed", estimate: 5, assignee: ["Bo"] })).toBe(lineage());
  });

  it("has none for an issue that the tree does not know", () => {
    expect(lineagesOf(buildTree([]), ["jira:1"], aMapping([]), indexLinks([]), today).size).toBe(0);
  });

  it("is worked out once for an ancestor that several share", () => {
    const tree = buildTree([aState(epic), aState(top)]);
    expect([...lineagesOf(tree, [epic.ref, top.ref], aMapping([]), indexLinks([]), today).keys()]).toEqual([
      epic.ref,
      top.ref,
    ]);
  });
});
