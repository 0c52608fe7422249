import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/sources/index.ts";
import { compareVersions } from "../../../src/domain/version.ts";
import { linearSettings } from "../settings.ts";
import { linearInitiative, linearIssue, linearProject } from "./payload.ts";

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

describe("normalise, of a Linear issue", () => {
  it("keeps what counts", () => {
    const data = {
      estimate: 3,
      priority: 2,
      labels: [{ id: "l", name: "beta/search" }],
      cycle: { id: "c", number: 12, name: "Beta" },
      projectMilestone: { id: "m", name: "Phase 1" },
      assigneeId: "u1",
      assignee: { id: "u1", name: "Maria", email: "maria@example.com" },
      previousIdentifiers: ["OPS-3"],
      parentId: "i0",
      projectId: "p1",
      project,
    };
    const { issue, version } = stateFrom(linearIssue("update", data));
    expect(version).toMatchObject({ updatedAt: "2026-11-02T09:58:00.000Z", eventAt: "2026-11-02T09:58:00.010Z" });
    expect(issue).toMatchObject({
      ref: "linear:3443a709-f2b5-46f2-a136-a0445fd432be",
      kind: "issue",
      key: "ENG-7",
      previousKeys: ["OPS-3"],
      url: "https://linear.app/acme/issue/ENG-7/checkout",
      type: "Issue",
      level: 0,
      statusCategory: "started",
      priority: "High",
      team: ["ENG"],
      project: null,
      labels: ["beta/search"],
      cycle: ["Beta", "12"],
      milestone: "Phase 1",
      assignee: ["Maria", "maria@example.com", "u1"],
      estimate: 3,
      statedEdges: ["parent", "project"],
    });
    expect(issue.edges).toEqual([
      { kind: "parent", ref: "linear:i0", key: null, name: null, slug: null, url: null },
      { kind: "project", ref: "linear:p1", key: null, name: project.name, slug: "532c1333013b", url: project.url },
    ]);
  });

  it("belongs to a project of which the payload holds only the id, or a copy of another", () => {
    for (const copy of [undefined, { ...project, id: "p2" }]) {
      const { edges } = stateFrom(linearIssue("update", { projectId: "p1", project: copy })).issue;
      expect(edges).toEqual([{ kind: "project", ref: "linear:p1", key: null, name: null, slug: null, url: null }]);
    }
  });

  it("takes an absent key for null", () => {
    const { issue } = stateFrom(linearIssue("update"));
    expect(issue).toMatchObject({
      estimate: null,
      assignee: [],
      cycle: [],
      edges: [],
      milestone: null,
      completedAt: null,
    });
    expect(issue.statedEdges).toEqual(["parent", "project"]);
  });

  it.each([
    ["triage", "backlog"],
    ["backlog", "backlog"],
    ["unstarted", "unstarted"],
    ["started", "started"],
    ["completed", "completed"],
    ["canceled", "canceled"],
    ["duplicate", "canceled"],
  ])("takes a state of type %s for %s", (type, category) => {
    expect(stateFrom(linearIssue("update", { state: { name: "X", type } })).issue.statusCategory).toBe(category);
  });

  it("has a completion only while it is completed", () => {
    const completedAt = "2026-11-01T10:00:00.000Z";
    const state = { name: "Done", type: "completed" };
    expect(stateFrom(linearIssue("update", { state, completedAt })).issue.completedAt).toBe(completedAt);
    expect(stateFrom(linearIssue("update", { completedAt })).issue.completedAt).toBeNull();
  });

  it("composes the identifier that old payloads lack", () => {
    expect(stateFrom(linearIssue("create", { identifier: undefined })).issue.key).toBe("ENG-7");
    const unknown = linearIssue("create", { identifier: undefined, team: undefined });
    expect(normalise(unknown)).toMatchObject({ outcome: "failed", path: "data.identifier" });
  });

  it.each([
    [{ priority: 0 }, "No priority"],
    [{ priority: 4 }, "Low"],
    [{ priority: 1, priorityLabel: "Dringend" }, "Dringend"],
    [{ priority: 9 }, null],
    [{}, null],
  ])("gives %j the priority %j", (data, priority) => {
    expect(stateFrom(linearIssue("update", data)).issue.priority).toBe(priority);
  });

  it("takes an address only from where a browser may go", () => {
    const payload = linearIssue("update", { url: "javascript:alert(1)" });
    expect(stateFrom({ ...payload, url: "data:text/html,x" }).issue.url).toBeNull();
  });

  it("is as new as its event, also where the issue's own time stands still", () => {
    const earlier = stateFrom(linearIssue("update"));
    const later = stateFrom({ ...linearIssue("update"), createdAt: "2026-11-02T09:58:30.000Z" });
    expect(compareVersions(later.version, earlier.version)).toBeGreaterThan(0);
    const { createdAt: _createdAt, ...undated } = linearIssue("update");
    expect(stateFrom(undated).version.eventAt).toBe("2026-11-02T09:59:00.000Z");
  });
});

describe("normalise, of what leaves and comes back", () => {
  const trash = { trashed: true, archivedAt: "2026-11-02T09:59:00.000Z" };

  it.each(["remove", "update"])("removes what is trashed by %s", (action) => {
    const { issue, version } = stateFrom(linearIssue(action, trash));
    expect(issue).toMatchObject({ removed: true, archived: false });
    expect(issue.updatedAt).toBe(version.eventAt);
  });

  it("removes by `remove` alone, as 2021's payloads do", () => {
    expect(stateFrom(linearIssue("remove")).issue.removed).toBe(true);
  });

  it("keeps what is archived and not trashed", () => {
    const { issue } = stateFrom(linearIssue("update", { archivedAt: trash.archivedAt, trashed: null }));
    expect(issue).toMatchObject({ archived: true, removed: false, updatedAt: "2026-11-02T09:58:00.000Z" });
  });

  it.each([
    ["issue", linearIssue],
    ["project", linearProject],
    ["initiative", linearInitiative],
  ])("needs no more than the id to remove an %s", (kind, event) => {
    const removal = { ...event("remove"), data: { id: "x1" } };
    expect(stateFrom(removal).issue).toMatchObject({ ref: "linear:x1", kind, removed: true, title: "x1" });
    expect(normalise({ ...removal, data: {} })).toMatchObject({ outcome: "failed", path: "data.id" });
  });

  it("brings back what is restored, though its own time is older than the removal", () => {
    const removal = stateFrom(linearIssue("remove", trash));
    const createdAt = "2026-11-02T10:30:00.000Z";
    const restored = [
      { ...linearIssue("restore"), createdAt },
      { ...linearIssue("update"), createdAt, updatedFrom: { trashed: true, archivedAt: trash.archivedAt } },
      { ...linearIssue("update"), createdAt, updatedFrom: { archivedAt: trash.archivedAt } },
    ].map(stateFrom);
    for (const state of restored) {
      expect(state.issue.removed).toBe(false);
      expect(compareVersions(state.version, removal.version)).toBeGreaterThan(0);
    }
  });

  it("does not take an ordinary late update for a restoration", () => {
    const removal = stateFrom(linearIssue("remove", trash));
    const late = { ...linearIssue("update"), createdAt: "2026-11-02T10:30:00.000Z" };
    for (const updatedFrom of [{}, { archivedAt: null, trashed: null }, { title: "x" }]) {
      expect(compareVersions(stateFrom({ ...late, updatedFrom }).version, removal.version)).toBeLessThan(0);
    }
    const archivedAt = "2026-11-02T09:57:00.000Z";
    const archivedAgain = {
      ...linearIssue("update", { archivedAt }),
      updatedFrom: { archivedAt: "2026-11-01T00:00:00.000Z" },
    };
    expect(stateFrom(archivedAgain).version.updatedAt).toBe("2026-11-02T09:58:00.000Z");
  });
});

describe("normalise, of what changes nothing", () => {
  it.each(["Comment", "Reaction", "Cycle", "IssueLabel", "ProjectUpdate", "InitiativeUpdate", "IssueSLA", "Hogehoge"])(
    "ignores %s, with a reason",
    (type) => {
      const result = normalise({ ...linearIssue("update"), type });
      expect(result).toMatchObject({ outcome: "ignored", event: `${type}.update` });
      expect(result.outcome === "ignored" && result.reason.length > 10).toBe(true);
    },
  );

  it.each(["hogehoge", "", null, 5, undefined, "constructor"])("ignores the action %j", (action) => {
    expect(normalise({ ...linearIssue("update"), action }).outcome).toBe("ignored");
  });

  it.each([{}, { type: 5 }, null, []])("ignores %j, which is no event", (payload) => {
    expect(normalise(payload)).toMatchObject({ outcome: "ignored", event: "unknown.unknown" });
  });

  it.each([
    [{ state: { name: "X", type: "lost" } }, "data.state.type"],
    [{ estimate: "3" }, "data.estimate"],
    [{ labels: ["x"] }, "data.labels.0"],
    [{ parentId: 1.5 }, "data.parentId"],
  ])("fails for an issue with %j, which would count wrongly", (data, path) => {
    expect(normalise(linearIssue("update", data))).toMatchObject({ outcome: "failed", path });
  });
});
