/** Jira issues and what Cloud, Data Center and Automation send about them, in the shapes of the real payloads. */
import type { SignedDelivery, Signer } from "./signing.ts";

const statuses = {
  "To Do": { id: "10000", category: { id: 2, key: "new", name: "To Do" } },
  "In Progress": { id: "3", category: { id: 4, key: "indeterminate", name: "In Progress" } },
  "In Review": { id: "10002", category: { id: 4, key: "indeterminate", name: "In Progress" } },
  Done: { id: "10003", category: { id: 3, key: "done", name: "Done" } },
};

const levels: Record<string, number> = { Initiative: 2, Epic: 1, Subtask: -1 };

export interface JiraFacts {
  key: string;
  /** Where it is not the one that belongs to the key: a moved issue keeps its id. */
  id?: string;
  type?: string;
  status?: keyof typeof statuses;
  resolution?: string | null;
  /** ISO. */
  resolvedAt?: string | null;
  created?: string;
  title?: string;
  labels?: string[];
  /** Key of the parent. */
  parent?: string | null;
  priority?: string;
  /** Custom fields by id. */
  custom?: Record<string, unknown>;
}

export interface JiraStep extends Partial<JiraFacts> {
  deleted?: true;
}

export interface JiraSite {
  baseUrl: string;
  sign: Signer;
  /** Data Center: no hierarchy level, `parent` for sub-tasks only. */
  server?: boolean;
}

/** An issue's deliveries in the order in which the site sends them: created, then one a step, an hour apart. */
export function jiraHistory(site: JiraSite, first: JiraFacts, ...steps: JiraStep[]): SignedDelivery[] {
  let facts = first;
  let editedAt = hour(0);
  const deliveries = [site.sign(jiraEvent("jira:issue_created", site, facts, editedAt, editedAt))];
  steps.forEach(({ deleted, ...change }, index) => {
    const at = hour(index + 1);
    const before = facts;
    facts = { ...facts, ...change };
    // A deletion carries the snapshot of the last edit, and is itself younger.
    if (deleted !== true) editedAt = at;
    const event = jiraEvent(deleted ? "jira:issue_deleted" : "jira:issue_updated", site, facts, editedAt, at);
    deliveries.push(site.sign(deleted ? event : { ...event, changelog: changelogOf(before, facts) }));
  });
  return deliveries;
}

/** Automation's two body choices: `{"issue": …}` and the issue itself; ids are numbers, and no event time comes along. */
export function automationPayload(site: JiraSite, facts: JiraFacts, format: "jira" | "automation"): SignedDelivery {
  const issue = { ...jiraIssue(site, facts, hour(0)), id: Number(idOf(facts)), changelog: { histories: null } };
  return site.sign(format === "jira" ? { issue } : issue);
}

export function jiraIssue(site: JiraSite, facts: JiraFacts, editedAt: string) {
  const status = facts.status ?? "To Do";
  const { id, category } = statuses[status];
  const type = facts.type ?? "Story";
  const done = category.key === "done";
  const project = projectOf(facts.key);
  return {
    id: idOf(facts),
    self: `${site.baseUrl}/rest/api/2/issue/${idOf(facts)}`,
    key: facts.key,
    fields: {
      summary: facts.title ?? `Work on ${facts.key}`,
      issuetype: {
        id: "10001",
        name: type,
        subtask: type === "Subtask",
        ...(site.server ? {} : { hierarchyLevel: levels[type] ?? 0 }),
      },
      project: { id: `9${project.length}`, key: project, name: `Project ${project}`, projectTypeKey: "software" },
      status: { id, name: status, statusCategory: { ...category, colorName: "green" } },
      ...(site.server ? {} : { statuscategorychangedate: offsetTime(editedAt) }),
      resolution: facts.resolution ? { id: "1", name: facts.resolution } : null,
      resolutiondate: done && facts.resolvedAt ? offsetTime(facts.resolvedAt) : null,
      priority: { id: "3", name: facts.priority ?? "Medium" },
      labels: facts.labels ?? [],
      components: [],
      fixVersions: [],
      created: offsetTime(facts.created ?? "2026-10-01T00:00:00.000Z"),
      updated: offsetTime(editedAt),
      ...(facts.parent ? { parent: parentOf(facts.parent) } : {}),
      ...facts.custom,
    },
  };
}

function jiraEvent(webhookEvent: string, site: JiraSite, facts: JiraFacts, editedAt: string, at: string) {
  return {
    timestamp: Date.parse(at),
    webhookEvent,
    user: { displayName: "Ana" },
    issue: jiraIssue(site, facts, editedAt),
  };
}

function changelogOf(before: JiraFacts, after: JiraFacts) {
  const items: object[] = [];
  if (before.status !== after.status) {
    const [from, to] = [before.status ?? "To Do", after.status ?? "To Do"];
    items.push({ field: "status", fieldtype: "jira", fieldId: "status", fromString: from, toString: to });
  }
  if (before.parent !== after.parent) {
    items.push({
      field: "IssueParentAssociation",
      fieldtype: "jira",
      fromString: before.parent,
      toString: after.parent,
    });
  }
  if (before.key !== after.key) {
    items.push({ field: "Key", fieldtype: "jira", from: null, fromString: before.key, to: null, toString: after.key });
  }
  return { id: "10511", items };
}

function parentOf(key: string) {
  return { id: idOf({ key }), key, fields: { summary: `Work on ${key}` } };
}

function projectOf(key: string): string {
  return key.slice(0, key.lastIndexOf("-"));
}

/** One id a key, different for every project. */
function idOf({ key, id }: JiraFacts): string {
  if (id !== undefined) return id;
  const project = projectOf(key);
  const offset = Buffer.from(project).reduce((sum, letter) => sum * 31 + letter, 7) % 9_000;
  return String((1_000 + offset) * 10_000 + Number(key.slice(project.length + 1)));
}

export const jiraIdOf = (key: string): string => idOf({ key });

function hour(step: number): string {
  return new Date(Date.UTC(2026, 9, 20, 8 + step)).toISOString();
}

/** As Jira writes instants: an offset without a colon. */
function offsetTime(iso: string): string {
  const local = new Date(Date.parse(iso) - 7 * 3_600_000).toISOString();
  return local.replace("Z", "-0700");
}
