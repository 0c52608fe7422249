import { describe, expect, it } from "vitest";
import type { Edge, Issue } from "../../src/domain/issue.ts";
import { contributionsOf, needsWholeLedger, settleGrain } from "../../src/domain/ledger.ts";
import { indexLinks } from "../../src/domain/match.ts";
import type { KeyResult } from "../../src/domain/okr.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aKeyResult, aMapping, anEdge, anIssue, aRule, aState, aTotal, today } from "./samples.ts";

const parent = (ref: string): Edge[] => [anEdge("parent", ref)];
const issues: Issue[] = [
  anIssue("j:epic", { level: 1 }),
  anIssue("j:story", { edges: parent("j:epic") }),
  anIssue("j:sub", { level: -1, edges: parent("j:story") }),
  anIssue("j:lone", { edges: parent("j:epic"), statusCategory: "canceled" }),
  anIssue("j:initiative", { level: 2 }),
  anIssue("l:project", { kind: "project", level: 1, edges: parent("j:initiative") }),
];

function ledger(keyResult: KeyResult, given: readonly Issue[] = issues, refs = given.map(({ ref }) => ref)) {
  const tree = buildTree(given.map((issue) => aState(issue)));
  const compiled = aMapping([aRule({ title: "*" })], [keyResult]);
  return settleGrain(keyResult, contributionsOf(tree, refs, compiled, indexLinks([]), today));
}

function counted(keyResult: KeyResult, given: readonly Issue[] = issues) {
  return ledger(keyResult, given)
    .filter((row) => row.counted)
    .map((row) => row.issueRef);
}

describe("grain", () => {
  it.each([
    ["issue", ["j:story"]],
    ["leaf", ["j:sub"]],
    ["container", ["j:epic", "l:project"]],
    ["all", ["j:story", "j:sub"]],
  ] as const)("%s counts %j", (grain, wanted) => {
    expect(counted(aKeyResult({ grain }))).toEqual(wanted);
  });

  it.each([
    ["issue", "j:lone"],
    ["leaf", "j:lone"],
    ["all", "j:lone"],
  ] as const)("%s: what is canceled says so", (grain, ref) => {
    expect(ledger(aKeyResult({ grain })).find((row) => row.issueRef === ref)).toMatchObject({
      counted: false,
      reason: "canceled",
    });
  });

  it("leaf: an issue above another on a second path is none", () => {
    const two = anIssue("j:both", { edges: [...parent("j:a"), ...parent("j:b")] });
    expect(counted(aKeyResult({ grain: "leaf" }), [two, anIssue("j:a"), anIssue("j:b")])).toEqual(["j:both"]);
  });

  it("comes before the canceled policy", () => {
    const canceled = issues.map((issue): Issue => ({ ...issue, statusCategory: "canceled" }));
    const reasons = ledger(aKeyResult(), canceled).map(({ issueRef, reason }) => [issueRef, reason]);
    expect(reasons).toContainEqual(["j:epic", "grain"]);
    expect(reasons).toContainEqual(["j:story", "canceled"]);
  });

  it.each([
    ["issue", { ref: "j:story" }, ["j:story"], []],
    ["leaf", { ref: "j:sub" }, ["j:sub"], []],
  ] as const)("%s: canceled relatives take part, removed ones do not", (grain, { ref }, present, wanted) => {
    const relatives = issues.slice(1, 3);
    const change = (changes: Partial<Issue>) =>
      relatives.map((issue): Issue => (issue.ref === ref ? { ...issue, ...changes } : issue));
    const other = ref === "j:story" ? "j:sub" : "j:story";
    expect(counted(aKeyResult({ grain }), change({}))).toEqual(present);
    expect(counted(aKeyResult({ grain }), change({ statusCategory: "canceled" }))).toEqual(wanted);
    expect(counted(aKeyResult({ grain }), change({ removed: true }))).toEqual([other]);
  });

  it.each(["keep", "credit"] as const)("canceled: %s stays in scope", (canceled) => {
    expect(counted(aKeyResult({ canceled }))).toEqual(["j:lone", "j:story"]);
  });

  it("settles to the same when settled again", () => {
    for (const grain of ["leaf", "container", "issue"] as const) {
      const keyResult = aKeyResult({ grain });
      const rows = ledger(keyResult);
      expect(settleGrain(keyResult, rows)).toEqual(rows);
    }
  });

  it.each([
    [aKeyResult({ grain: "leaf" }), true],
    [aKeyResult({ grain: "container" }), true],
    [aKeyResult({ grain: "issue" }), false],
    [aKeyResult({ grain: "all", measure: aTotal("latest") }), true],
    [aKeyResult({ grain: "all", measure: aTotal("average") }), false],
  ])("needsWholeLedger %#", (keyResult, wanted) => {
    expect(needsWholeLedger(keyResult)).toBe(wanted);
  });
});

describe("contributionsOf", () => {
  it("has the whole row of an issue", () => {
    const keyResult = aKeyResult({ measure: { kind: "completion", by: "estimate" } });
    const done = anIssue("j:story", {
      edges: parent("j:epic"),
      estimate: 5,
      statusCategory: "completed",
      completedAt: "2026-11-01T00:00:00.000Z",
    });
    expect(ledger(keyResult, [issues[0]!, done], ["j:story", "j:story", "j:nobody"])).toEqual([
      {
        keyResultId: "kr",
        issueRef: "j:story",
        match: { kind: "rule", id: "rule", via: null, weight: 1 },
        size: 5,
        credit: 1,
        statusCategory: "completed",
        completedAt: "2026-11-01T00:00:00.000Z",
        container: false,
        matchedAncestors: ["j:epic"],
        counted: true,
        reason: null,
      },
    ]);
  });

  it("names matched ancestors nearest first, unmatched and unknown ones not", () => {
    const given = [
      issues[0]!,
      anIssue("j:story", { edges: [...parent("j:epic"), anEdge("project", "j:unknown")] }),
      issues[2]!,
      anIssue("j:deep", { edges: parent("j:sub") }),
    ];
    const compiled = aMapping([aRule({ key: ["deep", "story", "epic"] })]);
    const tree = buildTree(given.map((issue) => aState(issue)));
    const [row] = contributionsOf(tree, ["j:deep"], compiled, indexLinks([]), today);
    expect(row?.matchedAncestors).toEqual(["j:story", "j:epic"]);
  });

  it("is sorted by key result, then by issue", () => {
    const keyResults = [aKeyResult({ id: "b" }), aKeyResult({ id: "a" })];
    const compiled = aMapping(
      keyResults.map(({ id }) => aRule({ source: "j" }, { id, keyResultId: id })),
      keyResults,
    );
    const tree = buildTree([aState(anIssue("j:2")), aState(anIssue("j:1"))]);
    const rows = contributionsOf(tree, ["j:2", "j:1"], compiled, indexLinks([]), today);
    expect(rows.map((row) => [row.keyResultId, row.issueRef])).toEqual([
      ["a", "j:1"],
      ["a", "j:2"],
      ["b", "j:1"],
      ["b", "j:2"],
    ]);
  });
});
