import { describe, expect, it } from "vitest";
import type { Edge, Issue } from "../../src/domain/issue.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aState, anEdge, anIssue } from "./samples.ts";

function under(ref: string, edges: Edge[], changes: Partial<Issue> = {}) {
  return aState(anIssue(ref, { edges, ...changes }));
}

function ancestorsOf(states: Parameters<typeof buildTree>[0], ref: string) {
  return buildTree(states)
    .ancestorsOf(ref)
    .map((ancestor) => `${ancestor.ref ?? ancestor.names[0]} ${ancestor.distance}`);
}

describe("buildTree", () => {
  it("gives the newest state of each issue, and iterates over them", () => {
    const tree = buildTree([
      aState(anIssue("jira:1", { title: "new" }), { digest: "b" }),
      aState(anIssue("jira:1", { title: "old" }), { digest: "a" }),
    ]);
    expect(tree.get("jira:1")?.issue.title).toBe("new");
    expect(tree.get("jira:2")).toBeUndefined();
    expect([...tree].map(({ issue }) => issue.title)).toEqual(["new"]);
  });
});

describe("ancestorsOf", () => {
  it("gives the nearest first, then parents before projects before initiatives, then by ref", () => {
    const states = [
      under("l:1", [anEdge("project", "l:p"), anEdge("parent", "l:2"), anEdge("parent", "l:0")]),
      under("l:2", [anEdge("project", "l:q")]),
      under("l:0", []),
      under("l:p", [anEdge("initiative", "l:i")], { kind: "project" }),
      under("l:q", [], { kind: "project" }),
      under("l:i", [], { kind: "initiative" }),
    ];
    expect(ancestorsOf(states, "l:1")).toEqual(["l:0 1", "l:2 1", "l:p 1", "l:q 2", "l:i 2"]);
  });

  it("is empty for an issue that nobody knows", () => {
    expect(ancestorsOf([], "l:1")).toEqual([]);
  });

  it("has each ancestor once, at its shortest distance, and ends on cycles", () => {
    const states = [
      under("j:1", [anEdge("parent", "j:2"), anEdge("parent", "j:3"), anEdge("parent", "j:1")]),
      under("j:2", [anEdge("parent", "j:3")]),
      under("j:3", [anEdge("parent", "j:1")]),
    ];
    expect(ancestorsOf(states, "j:1")).toEqual(["j:2 1", "j:3 1"]);
    expect(ancestorsOf(states, "j:3")).toEqual(["j:1 1", "j:2 2"]);
  });

  it("is cut at a removed ancestor, on that path only", () => {
    const top = under("j:top", []);
    const removed = under("j:gone", [anEdge("parent", "j:top")], { removed: true });
    const present = under("j:here", [anEdge("parent", "j:top")]);
    const both = under("j:1", [anEdge("parent", "j:gone"), anEdge("parent", "j:here")]);
    expect(ancestorsOf([top, removed, under("j:1", [anEdge("parent", "j:gone")])], "j:1")).toEqual([]);
    expect(ancestorsOf([top, removed, present, both], "j:1")).toEqual(["j:here 1", "j:top 2"]);
  });

  it.each([
    ["parent", "issue"],
    ["project", "project"],
    ["initiative", "initiative"],
  ] as const)("knows an unknown %s by the child's copy", (kind, wanted) => {
    const copy = anEdge(kind, "l:p", { key: "K", name: "Payments", slug: "k" });
    const [ancestor] = buildTree([under("l:1", [copy])]).ancestorsOf("l:1");
    expect(ancestor).toEqual({
      ref: "l:p",
      issue: null,
      kind: wanted,
      names: ["l:p", "p", "k"],
      title: "Payments",
      slug: "k",
      distance: 1,
    });
  });

  it("takes the same copy of an unknown project whichever child comes first", () => {
    const edges = [anEdge("project", "l:p", { name: "B" }), anEdge("project", "l:p", { name: "A" })];
    const titleBy = (ordered: Edge[]) => buildTree([under("l:1", ordered)]).ancestorsOf("l:1")[0]?.title;
    expect(titleBy(edges)).toBe("A");
    expect(titleBy([...edges].reverse())).toBe("A");
  });

  it("says what a known ancestor is called now, whatever the copy says", () => {
    const states = [
      under("l:1", [anEdge("project", "l:p", { name: "Old" })]),
      under("l:p", [], { kind: "project", title: "New", key: "k2", slug: "k2" }),
    ];
    const [ancestor] = buildTree(states).ancestorsOf("l:1");
    expect(ancestor).toMatchObject({ title: "New", kind: "project", slug: "k2", names: ["l:p", "p", "k2"] });
  });

  it("is worked out once", () => {
    const tree = buildTree([under("j:1", [anEdge("parent", "j:2")])]);
    expect(tree.ancestorsOf("j:1")).toBe(tree.ancestorsOf("j:1"));
  });
});

describe("an edge that has a key alone", () => {
  const child = under("j:1", [anEdge("parent", null, { key: "epic-1", name: "Epic" })]);

  it("leads to the issue that has the key now", () => {
    const had = under("j:8", [], { key: "B-1", previousKeys: ["EPIC-1"], updatedAt: "2027-01-01T00:00:00.000Z" });
    expect(ancestorsOf([child, had, under("j:9", [], { key: "EPIC-1" })], "j:1")).toEqual(["j:9 1"]);
  });

  it("leads to the issue that had the key", () => {
    expect(ancestorsOf([child, under("j:8", [], { previousKeys: ["EPIC-1"] })], "j:1")).toEqual(["j:8 1"]);
  });

  it("leads to the newest of several, then to the smaller ref", () => {
    const older = under("j:7", [], { key: "EPIC-1" });
    const newer = under("j:8", [], { key: "EPIC-1", updatedAt: "2027-01-01T00:00:00.000Z" });
    expect(ancestorsOf([child, older, newer], "j:1")).toEqual(["j:8 1"]);
    expect(ancestorsOf([child, under("j:9", [], { key: "EPIC-1" }), older], "j:1")).toEqual(["j:7 1"]);
  });

  it("does not lead into another source", () => {
    const [ancestor] = buildTree([child, under("other:9", [], { key: "EPIC-1" })]).ancestorsOf("j:1");
    expect(ancestor).toMatchObject({ ref: null, issue: null, names: ["epic-1"], title: "Epic" });
  });

  it("leads nowhere without a key", () => {
    expect(ancestorsOf([under("j:1", [anEdge("parent", null), anEdge("parent", null, { key: "" })])], "j:1")).toEqual(
      [],
    );
  });
});

describe("the membership of a project in an initiative", () => {
  const early = "2026-11-01T00:00:00.000Z";
  const late = "2026-11-02T00:00:00.000Z";
  const nothing = { edges: [], statedEdges: [] };
  const yes = { edges: [anEdge("initiative", "l:i")] };
  const no = { edges: [] };
  const mute = { contains: null };
  const lists = { contains: ["l:p"] };
  const empty = { contains: [] };

  it.each([
    ["only the project says so", yes, early, mute, late, true],
    ["only the initiative says so", nothing, late, lists, early, true],
    ["neither speaks", nothing, late, mute, early, false],
    ["the project says no, the initiative does not speak", no, late, mute, early, false],
    ["the initiative says no, the project does not speak", nothing, late, empty, early, false],
    ["the project's later yes", yes, late, empty, early, true],
    ["the project's later no", no, late, lists, early, false],
    ["the initiative's later yes", no, early, lists, late, true],
    ["the initiative's later no", yes, early, empty, late, false],
    ["a tie goes to the project's yes", yes, early, empty, early, true],
    ["a tie goes to the project's no", no, early, lists, early, false],
    ["both say yes", yes, early, lists, late, true],
  ])("%s", (_name, project, projectAt, initiative, initiativeAt, wanted) => {
    const states = [
      aState(anIssue("l:p", { kind: "project", ...project }), { eventAt: projectAt }),
      aState(anIssue("l:i", { kind: "initiative", ...initiative }), { eventAt: initiativeAt }),
    ];
    expect(ancestorsOf(states, "l:p")).toEqual(wanted ? ["l:i 1"] : []);
    expect(buildTree(states).descendantsOf("l:i")).toEqual(wanted ? ["l:p"] : []);
  });

  it("may be in several initiatives, each of which lists it", () => {
    const states = ["l:b", "l:a"].map((ref) => aState(anIssue(ref, { kind: "initiative", contains: ["l:p", "l:p"] })));
    const project = aState(anIssue("l:p", { kind: "project", statedEdges: [] }));
    expect(ancestorsOf([...states, project], "l:p")).toEqual(["l:a 1", "l:b 1"]);
  });
});

describe("descendantsOf", () => {
  it("has everything beneath, also through removed ones, sorted, without itself", () => {
    const states = [
      under("j:1", [anEdge("parent", "j:0")]),
      under("j:3", [anEdge("parent", "j:2")]),
      under("j:2", [anEdge("parent", "j:1")], { removed: true }),
      under("j:0", [anEdge("parent", "j:3")]),
      under("j:4", [anEdge("parent", "j:1")]),
      under("j:9", []),
    ];
    const tree = buildTree(states);
    expect(tree.descendantsOf("j:0")).toEqual(["j:1", "j:2", "j:3", "j:4"]);
    expect(tree.descendantsOf("j:9")).toEqual([]);
  });

  it("knows the children of an issue that it does not know", () => {
    expect(buildTree([under("j:1", [anEdge("parent", "j:0")])]).descendantsOf("j:0")).toEqual(["j:1"]);
  });
});
