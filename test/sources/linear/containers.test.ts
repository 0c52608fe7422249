import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/sources/index.ts";
import { stateOf, withHeldNames } from "../../../src/sources/state.ts";
import { linearSettings } from "../settings.ts";
import { linearInitiative, linearProject } from "./payload.ts";

const normalise = (payload: unknown) =>
  sourceOf("linear").normalise(linearSettings, payload, "2026-11-02T10:00:00.000Z");

function stateFrom(payload: unknown) {
  const result = normalise(payload);
  if (result.outcome !== "issues") throw new Error(JSON.stringify(result));
  return result.states[0]!;
}

const project = {
  id: "p1",
  name: "Payments revamp",
  url: "https://linear.app/acme/project/payments-revamp-532c1333013b",
};

describe("normalise, of a Linear project", () => {
  it("is a container with its slug for a key", () => {
    expect(stateFrom(linearProject("update")).issue).toMatchObject({
      kind: "project",
      key: "532c1333013b",
      slug: "532c1333013b",
      title: "Payments revamp",
      type: "Project",
      level: 1,
      status: "In Progress",
      statusCategory: "started",
      url: "https://linear.app/acme/project/payments-revamp-532c1333013b",
      team: [],
      edges: [],
      statedEdges: [],
    });
  });

  it.each([
    ["backlog", "backlog"],
    ["planned", "unstarted"],
    ["started", "started"],
    ["paused", "started"],
    ["completed", "completed"],
    ["canceled", "canceled"],
  ])("takes the status %s for %s, also as 2021's state", (type, category) => {
    expect(stateFrom(linearProject("update", { status: { name: "X", type } })).issue.statusCategory).toBe(category);
    const old = stateFrom(linearProject("update", { status: undefined, state: type })).issue;
    expect(old).toMatchObject({ statusCategory: category, status: type });
  });

  it("states its initiatives where the payload lists them", () => {
    const initiatives = [
      { id: "n1", name: "Grow retention", url: "https://linear.app/acme/initiative/grow-aabbccddeeff" },
    ];
    const { issue } = stateFrom(linearProject("update", { initiatives }));
    expect(issue.statedEdges).toEqual(["initiative"]);
    expect(issue.edges).toMatchObject([
      { kind: "initiative", ref: "linear:n1", name: "Grow retention", slug: "aabbccddeeff" },
    ]);
    expect(stateFrom(linearProject("update", { initiatives: [] })).issue.statedEdges).toEqual(["initiative"]);
  });

  it.each([
    [{ status: undefined }, "data.status"],
    [{ status: { name: "X", type: "lost" } }, "data.status.type"],
    [{ status: undefined, state: "lost" }, "data.state"],
    [{ initiatives: [{}] }, "data.initiatives.0.id"],
  ])("fails for %j", (data, path) => {
    expect(normalise(linearProject("update", data))).toMatchObject({ outcome: "failed", path });
  });
});

describe("normalise, of a Linear initiative", () => {
  it.each([
    ["Proposed", "backlog"],
    ["Planned", "unstarted"],
    ["Active", "started"],
    ["Completed", "completed"],
    ["Canceled", "canceled"],
  ])("takes the status %s for %s", (status, category) => {
    const { issue } = stateFrom(linearInitiative("update", { status }));
    expect(issue).toMatchObject({ kind: "initiative", type: "Initiative", level: 2, status, statusCategory: category });
  });

  it("lists its projects, if the payload does", () => {
    expect(stateFrom(linearInitiative("update", { projects: [project] })).issue.contains).toEqual(["linear:p1"]);
    expect(stateFrom(linearInitiative("update", { projects: [] })).issue.contains).toEqual([]);
    expect(stateFrom(linearInitiative("update")).issue.contains).toBeNull();
  });

  it("states its parents once each", () => {
    const parent = { id: "n0", name: "Win", url: "https://linear.app/acme/initiative/win-001122334455" };
    const data = { parentInitiative: parent, parentInitiatives: [parent, { id: "n9", name: "Other" }] };
    const { issue } = stateFrom(linearInitiative("update", data));
    expect(issue.edges).toMatchObject([
      { kind: "parent", ref: "linear:n0", name: "Win" },
      { kind: "parent", ref: "linear:n9", name: "Other" },
    ]);
    expect(issue.statedEdges).toEqual(["parent"]);
  });
});

describe("names that a webhook gives by id only", () => {
  it.each([
    ["labels by id", { labelIds: ["l1"], labels: undefined }, ["labels"]],
    ["no labels at all", { labelIds: [], labels: undefined }, undefined],
    ["labels by name too", { labelIds: ["l1"], labels: [{ id: "l1", name: "kr:a" }] }, undefined],
    ["teams by id", { teamIds: ["t1"], teams: undefined }, ["team"]],
  ])("says so for a project with %s", (_, data, unnamed) => {
    expect(stateFrom(linearProject("update", { labelIds: [], teamIds: [], ...data })).unnamed).toEqual(unnamed);
  });

  it("are those that we hold already, whatever else has changed", () => {
    const held = stateFrom(linearProject("update", { name: "Old", labels: [{ id: "l1", name: "kr:a" }] }));
    const heard = stateFrom(linearProject("update", { name: "New", labelIds: ["l1"], labels: undefined, teamIds: [] }));
    const { issue, version, unnamed } = withHeldNames(heard, held);
    expect([issue.title, issue.labels, unnamed]).toEqual(["New", ["kr:a"], undefined]);
    expect(version.digest).toBe(stateOf(issue, version.eventAt).version.digest);
    expect(withHeldNames(heard, undefined).issue.labels).toEqual([]);
  });
});
