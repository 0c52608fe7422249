import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/domain/issue.ts";
import { sourceOf } from "../../../src/sources/index.ts";
import type { SourceSettings } from "../../../src/sources/source.ts";
import { jiraSettings } from "../settings.ts";
import { jiraDeleted, jiraIssue, jiraUpdated } from "./payload.ts";

const receivedAt = "2026-11-02T10:00:00.000Z";
const site = { ...jiraSettings, baseUrl: "https://acme.atlassian.net/", fields: {} };
const withFields = (fields: SourceSettings["fields"]): SourceSettings => ({ ...site, fields });

const normalise = (payload: unknown, settings: SourceSettings = site) =>
  sourceOf("jira").normalise(settings, payload, receivedAt);

function stateFrom(payload: unknown, settings?: SourceSettings) {
  const result = normalise(payload, settings);
  if (result.outcome !== "issues") throw new Error(JSON.stringify(result));
  return result.states[0]!;
}

const issueFrom = (fields: Record<string, unknown>, settings?: SourceSettings): Issue =>
  stateFrom(jiraUpdated(fields), settings).issue;

describe("normalise, of a Jira issue", () => {
  it("keeps what counts", () => {
    const { issue, version } = stateFrom(jiraUpdated());
    expect(version).toMatchObject({ updatedAt: "2026-11-02T09:58:00.000Z", eventAt: "2026-11-02T09:58:00.500Z" });
    expect(issue).toMatchObject({
      ref: "jira:10021",
      source: "jira",
      kind: "issue",
      key: "SHOP-12",
      url: "https://acme.atlassian.net/browse/SHOP-12",
      title: "Checkout",
      type: "Story",
      level: 0,
      status: "In Progress",
      statusCategory: "started",
      project: "SHOP",
      labels: ["kr:platform-complete"],
      priority: "High",
      createdAt: "2026-10-01T08:00:00.000Z",
      completedAt: null,
      removed: false,
      edges: [],
      statedEdges: ["parent"],
      contains: null,
    });
  });

  const done = { status: { name: "Fertig", statusCategory: { id: 3, key: "done" } } };
  it.each([
    [{ id: 2, key: "new" }, null, "unstarted"],
    [{ id: 4, key: "indeterminate" }, null, "started"],
    [{ id: 3, key: "done" }, null, "completed"],
    [{ id: 3, key: "done" }, "Done", "completed"],
    [{ id: 3, key: "done" }, "WON'T do", "canceled"],
    [{ id: 4, key: "indeterminate" }, "Won't Do", "started"],
    [{ id: 3 }, null, "completed"],
    [{ id: "4" }, null, "started"],
    [{ id: 1, key: "undefined" }, null, "unstarted"],
  ])("takes the category %j with resolution %j for %s", (statusCategory, resolution, category) => {
    const status = { name: "X", statusCategory };
    const fields = { status, resolution: resolution === null ? null : { name: resolution } };
    expect(issueFrom(fields).statusCategory).toBe(category);
  });

  it("is completed at its resolution date, else at its change of category, and only while it is", () => {
    const dates = {
      resolutiondate: "2026-11-01T10:00:00.000+0000",
      statuscategorychangedate: "2026-11-01T11:00:00.000+0000",
    };
    expect(issueFrom({ ...done, ...dates }).completedAt).toBe("2026-11-01T10:00:00.000Z");
    expect(issueFrom({ ...done, ...dates, resolutiondate: null }).completedAt).toBe("2026-11-01T11:00:00.000Z");
    expect(issueFrom(dates).completedAt).toBeNull();
    expect(issueFrom({ ...done, ...dates, resolution: { name: "Duplicate" } }).completedAt).toBeNull();
  });

  it.each([
    [{ name: "Initiative", hierarchyLevel: 2 }, 2],
    [{ name: "Epic", hierarchyLevel: 0 }, 0],
    [{ name: "Sub-task", subtask: true }, -1],
    [{ name: "EPIC", subtask: false }, 1],
    [{ name: "Story" }, 0],
  ])("gives %j the level %i", (issuetype, level) => {
    expect(issueFrom({ issuetype }).level).toBe(level);
  });

  it("falls back on the key for title and project, and on the site of `self` for its address", () => {
    const payload = jiraUpdated({ summary: null, project: undefined });
    const { issue } = stateFrom(payload, { ...site, baseUrl: null });
    expect(issue).toMatchObject({
      title: "SHOP-12",
      project: "SHOP",
      url: "https://acme.atlassian.net/browse/SHOP-12",
    });
  });

  it.each(["https://api.atlassian.com/ex/jira/1/rest/api/2/issue/1", "javascript:alert(1)", "", "no address"])(
    "has no address where `self` is %j",
    (self) => {
      const payload = { ...jiraUpdated(), issue: { ...jiraIssue(), self } };
      expect(stateFrom(payload, { ...site, baseUrl: null }).issue.url).toBeNull();
    },
  );

  it("knows the key that it had before a move, and is not fooled by items without toString", () => {
    const items = [
      { field: "project", fromString: "BETA" },
      { field: "Key", fieldtype: "jira", from: null, fromString: "BETA-3", to: null },
      { field: "status" },
      null,
      "Key",
    ];
    expect(stateFrom({ ...jiraUpdated(), changelog: { id: "1", items } }).issue.previousKeys).toEqual(["BETA-3"]);
    expect(stateFrom({ ...jiraUpdated(), changelog: { histories: null } }).issue.previousKeys).toEqual([]);
  });
});

describe("normalise, of Jira's hierarchy", () => {
  const aliases = withFields({ epicLink: ["customfield_1"], parentLink: ["customfield_2"] });
  const edge = { kind: "parent", slug: null };
  const cloudParent = { id: "10001", key: "SHOP-1", fields: { summary: "Launch" } };
  const parentEdge = {
    ...edge,
    ref: "jira:10001",
    key: "SHOP-1",
    name: "Launch",
    url: "https://acme.atlassian.net/browse/SHOP-1",
  };

  it("takes Cloud's parent before Data Center's links", () => {
    const fields = { parent: cloudParent, customfield_1: "SHOP-8", customfield_2: "SHOP-9" };
    expect(issueFrom(fields, aliases).edges).toEqual([parentEdge]);
  });

  it("takes Parent Link before Epic Link, both by key", () => {
    const fields = { customfield_1: "SHOP-8", customfield_2: "SHOP-9" };
    expect(issueFrom(fields, aliases).edges).toMatchObject([{ ...edge, ref: null, key: "SHOP-9", name: null }]);
    expect(issueFrom({ customfield_1: "SHOP-8" }, aliases).edges).toMatchObject([{ key: "SHOP-8" }]);
    expect(issueFrom({ customfield_1: "SHOP-8" }).edges).toEqual([]);
  });

  it("reads Cloud's Parent Link wrapper, with or without an issue in it", () => {
    const empty = { hasEpicLinkFieldDependency: false, showField: false };
    expect(issueFrom({ customfield_2: { ...empty, data: cloudParent } }, aliases).edges).toEqual([parentEdge]);
    expect(issueFrom({ customfield_2: empty }, aliases).edges).toEqual([]);
  });

  it.each(["5", "", "SHOP", "0|i01clb:", 7, ["SHOP-1"]])("takes %j for no link", (value) => {
    expect(issueFrom({ customfield_1: value }, aliases).edges).toEqual([]);
  });
});

describe("normalise, of Jira's other senders", () => {
  it.each([
    ["Automation's Jira format", { issue: { ...jiraIssue(), id: 10021, changelog: { histories: null } } }],
    ["Automation's own format", { ...jiraIssue(), id: 10021, changelog: { histories: null } }],
  ])("processes %s, as old as its issue", (_case, payload) => {
    const { issue, version } = stateFrom(payload);
    expect(issue).toMatchObject({ ref: "jira:10021", key: "SHOP-12" });
    expect(version.eventAt).toBe(version.updatedAt);
    expect(normalise(payload)).toMatchObject({ event: "automation" });
  });

  it("names the place of a missing field in Automation's own format", () => {
    const payload = jiraIssue({ updated: null });
    expect(normalise(payload)).toMatchObject({ outcome: "failed", path: "fields.updated" });
  });

  it("processes what a workflow's post-function sends", () => {
    const payload = { transition: { transitionName: "Start" }, issue: jiraIssue(), timestamp: 1793613480500 };
    expect(normalise(payload)).toMatchObject({ outcome: "issues", event: "workflow_post_function" });
  });

  it("processes an update that carries a comment", () => {
    expect(normalise({ ...jiraUpdated(), comment: { body: "x" } }).outcome).toBe("issues");
  });

  it("refuses an id that JavaScript has rounded", () => {
    const payload = { issue: { ...jiraIssue(), id: 2 ** 53 + 2 } };
    expect(normalise(payload)).toMatchObject({ outcome: "failed", path: "issue.id" });
  });
});

describe("normalise, of a Jira deletion", () => {
  it("gives a tombstone as new as the deletion, whenever the issue was last edited", () => {
    const { issue, version } = stateFrom(jiraDeleted());
    expect(issue).toMatchObject({ removed: true, title: "Checkout", updatedAt: "2026-11-02T09:59:00.000Z" });
    expect(version).toMatchObject({ updatedAt: "2026-11-02T09:59:00.000Z", eventAt: "2026-11-02T09:59:00.000Z" });
  });

  it("needs no more than id and key", () => {
    const payload = { ...jiraDeleted(), issue: { id: "10021", key: "SHOP-12" } };
    expect(stateFrom(payload).issue).toMatchObject({ ref: "jira:10021", removed: true, title: "SHOP-12" });
    expect(normalise({ ...jiraDeleted(), issue: { id: "10021" } })).toMatchObject({ path: "issue.key" });
  });
});

describe("normalise, of what changes nothing", () => {
  it.each([
    "comment_created",
    "worklog_updated",
    "issuelink_deleted",
    "sprint_closed",
    "board_updated",
    "jira:version_released",
    "user_created",
    "project_deleted",
    "attachment_created",
    "issue_property_set",
    "jira:issue_unknown",
    "constructor",
    "",
  ])("ignores %j, with a reason", (webhookEvent) => {
    const result = normalise({ ...jiraUpdated(), webhookEvent });
    expect(result).toMatchObject({ outcome: "ignored", event: webhookEvent });
    expect(result.outcome === "ignored" && result.reason.length > 10).toBe(true);
  });

  it.each([{}, { accountId: "1" }, { key: "SHOP-1" }, [], null, "text"])("ignores %j, which is no event", (payload) => {
    expect(normalise(payload)).toMatchObject({ outcome: "ignored", event: "unknown" });
  });

  it("fails for an event whose name is no text, and for an update without an issue", () => {
    expect(normalise({ ...jiraUpdated(), webhookEvent: 5 })).toMatchObject({ outcome: "failed", path: "webhookEvent" });
    expect(normalise({ webhookEvent: "jira:issue_updated" })).toMatchObject({ outcome: "failed", path: "issue" });
  });

  it.each([
    [{ labels: "one" }, "issue.fields.labels"],
    [{ labels: [1] }, "issue.fields.labels.0"],
    [{ components: [{}] }, "issue.fields.components.0.name"],
    [{ parent: "SHOP-1" }, "issue.fields.parent"],
    [{ issuetype: { name: "X", hierarchyLevel: 1e12 } }, "issue.fields.issuetype.hierarchyLevel"],
    [{ status: { name: "X", statusCategory: { key: "blue" } } }, "issue.fields.status.statusCategory"],
  ])("fails for %j, which would count wrongly", (fields, path) => {
    expect(normalise(jiraUpdated(fields))).toMatchObject({ outcome: "failed", path });
  });
});
