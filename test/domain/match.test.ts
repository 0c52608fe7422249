import { describe, expect, it } from "vitest";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { indexLinks, matchesOf } from "../../src/domain/match.ts";
import type { Link } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aKeyResult, aLink, aMapping, anEdge, anIssue, aRule, aState, today } from "./samples.ts";

const conventions = { label: "KR:", field: "keyResult" };
const rules = [
  aRule({ type: "Story" }, { id: "stories", weight: 2 }),
  aRule({ source: "jira" }, { id: "everything", weight: 3 }),
  aRule({ source: "jira" }, { id: "unknown", keyResultId: "unknown" }),
];
const compiled = aMapping(rules, [aKeyResult(), aKeyResult({ id: "other" })], conventions);

function matches(issue: Issue, others: readonly IssueState[] = [], links: readonly Link[] = []) {
  const ancestors = buildTree([aState(issue), ...others]).ancestorsOf(issue.ref);
  return matchesOf(compiled, { issue, ancestors }, indexLinks(links), today);
}

function match(...given: Parameters<typeof matches>) {
  return matches(...given).get("kr");
}

const labelled = { labels: ["x", "kr:KR"] };
const filled = { fields: { keyResult: " KR " } };
const parent = aState(
  anIssue("jira:2", { key: "EPIC-2", ...labelled, ...filled, edges: [anEdge("parent", "jira:3")] }),
);
const grandparent = aState(anIssue("jira:3", { key: "EPIC-3", ...labelled, ...filled }));
const child = (changes: Partial<Issue> = {}) => anIssue("jira:1", { edges: [anEdge("parent", "jira:2")], ...changes });
const plain = aState({ ...parent.issue, labels: [], fields: {} });

describe("matchesOf", () => {
  it("takes the first rule in file order, one a key result", () => {
    expect(match(anIssue("jira:1"))).toEqual({ kind: "rule", id: "stories", via: null, weight: 2 });
    expect(match(anIssue("jira:1", { type: "Bug" }))).toMatchObject({ id: "everything", weight: 3 });
    expect([...matches(anIssue("jira:1")).keys()]).toEqual(["kr"]);
  });

  it("has none where nothing applies", () => {
    expect(matches(anIssue("linear:1", { type: "Issue" })).size).toBe(0);
  });

  it("a rule without a condition applies to nothing", () => {
    const empty = aMapping([aRule({})]);
    expect(matchesOf(empty, { issue: anIssue("jira:1"), ancestors: [] }, indexLinks([]), today).size).toBe(0);
  });

  it.each([
    ["the label before rules", labelled, { kind: "label", id: "kr:KR", via: null, weight: 1 }],
    [
      "the field before the label",
      { ...labelled, ...filled },
      { kind: "field", id: "keyResult", via: null, weight: 1 },
    ],
  ] as const)("takes %s", (_name, changes, wanted) => {
    expect(match(anIssue("jira:1", changes))).toEqual(wanted);
  });

  it("takes a link before everything", () => {
    const link = aLink("jira:1", { id: "7", weight: 4 });
    expect(match(anIssue("jira:1", { ...labelled, ...filled }), [], [link])).toEqual({
      kind: "link",
      id: "7",
      via: null,
      weight: 4,
    });
  });

  it("takes the issue's own before an ancestor's, and the nearest ancestor's", () => {
    expect(match(child(filled), [parent, grandparent])).toMatchObject({ kind: "field", via: null });
    expect(match(child(), [parent, grandparent])).toMatchObject({ kind: "field", via: "jira:2" });
    expect(match(child(), [plain, grandparent])).toMatchObject({ kind: "field", via: "jira:3" });
  });

  it("takes an ancestor's field before the issue's own label", () => {
    expect(match(child(labelled), [plain, grandparent])).toMatchObject({ kind: "field", via: "jira:3" });
  });

  it("takes a link on an ancestor before a field on the issue", () => {
    expect(match(child(filled), [parent, grandparent], [aLink("epic-3")])).toMatchObject({
      kind: "link",
      via: "jira:3",
    });
  });

  it("of several links on one item takes the smallest number, whatever name they give", () => {
    const links = [aLink("EPIC-2", { id: "10" }), aLink("jira:2", { id: "9" }), aLink("2", { id: "11" })];
    expect(match(child(), [plain], links)).toMatchObject({ kind: "link", id: "9" });
    expect(match(child(), [plain], [...links].reverse())).toMatchObject({ kind: "link", id: "9" });
  });

  it("takes a link on an ancestor that only the issue's copy knows", () => {
    const byRef = child({ edges: [anEdge("project", "jira:p", { url: "https://linear.app/acme/project/pay-1" })] });
    const link = aLink("https://linear.app/acme/project/pay-1/overview");
    expect(match(byRef, [], [link])).toMatchObject({ kind: "link", via: "jira:p" });
    const byKey = child({ edges: [anEdge("parent", null, { key: "EPIC-9" })] });
    expect(match(byKey, [], [aLink("EPIC-9")])).toMatchObject({ kind: "link", via: "name:epic-9" });
  });

  it("ignores key results that nobody knows", () => {
    const issue = anIssue("linear:1", {
      type: "Issue",
      labels: ["kr:nobody", "kr:", "other"],
      fields: { keyResult: ["nobody"] },
    });
    expect(matches(issue, [], [aLink("linear:1", { keyResultId: "nobody" })]).size).toBe(0);
  });

  it("takes several key results from a list and from labels", () => {
    const listed = anIssue("linear:1", { type: "Issue", fields: { keyResult: ["kr", "OTHER"] } });
    expect([...matches(listed).keys()]).toEqual(["kr", "other"]);
    const labels = anIssue("linear:1", { type: "Issue", labels: ["kr:kr", "Kr:Other"] });
    expect([...matches(labels)].map(([id, { id: label }]) => [id, label])).toEqual([
      ["kr", "kr:kr"],
      ["other", "Kr:Other"],
    ]);
  });

  it("has none for a removed issue", () => {
    expect(matches(anIssue("jira:1", { ...labelled, removed: true }), [], [aLink("jira:1")]).size).toBe(0);
  });

  it("asks no convention that is off", () => {
    const off = aMapping([], [aKeyResult()]);
    const issue = anIssue("jira:1", { ...labelled, ...filled });
    expect(matchesOf(off, { issue, ancestors: [] }, indexLinks([]), today).size).toBe(0);
  });
});
