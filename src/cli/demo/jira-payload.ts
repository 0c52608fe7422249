/** A simulated Jira Cloud issue in the REST v2 shape that webhooks carry; see spec protocols.md section 1.4. */
import type { Content } from "./tracker.ts";
import type { WorkItem, WorkState } from "./work-item.ts";

export interface JiraSite {
  baseUrl: string;
  projectKey: string;
  projectName: string;
  /** Custom field of the story points. */
  estimateField: string;
}

const categories = {
  new: { id: 2, key: "new", colorName: "blue-gray", name: "To Do" },
  indeterminate: { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress" },
  done: { id: 3, key: "done", colorName: "green", name: "Done" },
} as const;

const statuses = {
  todo: { id: "10000", name: "To Do", category: "new" },
  doing: { id: "3", name: "In Progress", category: "indeterminate" },
  review: { id: "10001", name: "In Review", category: "indeterminate" },
  done: { id: "10002", name: "Done", category: "done" },
  dropped: { id: "6", name: "Closed", category: "done" },
} as const satisfies Record<WorkState, { id: string; name: string; category: keyof typeof categories }>;

const resolutions: Readonly<Record<WorkState, { id: string; name: string } | null>> = {
  todo: null,
  doing: null,
  review: null,
  done: { id: "10000", name: "Done" },
  dropped: { id: "10001", name: "Won't Do" },
};

const levels = { initiative: 2, container: 1, story: 0, subtask: -1 } as const;

const priorityIds = { Highest: "1", High: "2", Medium: "3", Low: "4" } as const;

/** Jira writes the offset without a colon: `2026-11-02T10:00:00.000+0000`. */
export function jiraTime(instant: string): string {
  return instant.replace("Z", "+0000");
}

/** The person who does everything on the simulated site. */
export function jiraUser(site: JiraSite) {
  return {
    self: `${site.baseUrl}/rest/api/2/user?accountId=5b10a2844c20165700ede21g`,
    accountId: "5b10a2844c20165700ede21g",
    displayName: "Maria Sanchez",
    active: true,
    timeZone: "Etc/UTC",
    accountType: "atlassian",
  };
}

export function jiraStatus(site: JiraSite, state: WorkState) {
  const status = statuses[state];
  const category = categories[status.category];
  return {
    self: `${site.baseUrl}/rest/api/2/status/${status.id}`,
    description: "",
    iconUrl: `${site.baseUrl}/images/icons/statuses/generic.png`,
    name: status.name,
    id: status.id,
    statusCategory: { self: `${site.baseUrl}/rest/api/2/statuscategory/${category.id}`, ...category },
  };
}

export function jiraResolution(state: WorkState): { id: string; name: string } | null {
  return resolutions[state];
}

function issueType(site: JiraSite, item: WorkItem) {
  return {
    self: `${site.baseUrl}/rest/api/2/issuetype/${item.type.toLowerCase()}`,
    id: String(10_100 + levels[item.kind]),
    name: item.type,
    subtask: item.kind === "subtask",
    hierarchyLevel: levels[item.kind],
  };
}

/** `parent` as Jira nests it: identity and the few fields that boards show. */
function parentOf(site: JiraSite, parent: WorkItem) {
  return {
    id: parent.id,
    key: parent.key,
    self: `${site.baseUrl}/rest/api/2/issue/${parent.id}`,
    fields: { summary: parent.title, status: jiraStatus(site, parent.state), issuetype: issueType(site, parent) },
  };
}

/** The issue as `jira:issue_*` webhooks nest it. */
export function jiraIssue(site: JiraSite, item: WorkItem, content: Content) {
  const parent = content.find(item.parentId);
  const user = jiraUser(site);
  return {
    id: item.id,
    self: `${site.baseUrl}/rest/api/2/issue/${item.id}`,
    key: item.key,
    fields: {
      statuscategorychangedate: jiraTime(item.stateChangedAt),
      issuetype: issueType(site, item),
      ...(parent === null ? {} : { parent: parentOf(site, parent) }),
      project: {
        id: "10600",
        key: site.projectKey,
        name: site.projectName,
        projectTypeKey: "software",
        simplified: false,
      },
      fixVersions: [],
      components: [],
      resolution: jiraResolution(item.state),
      resolutiondate: item.closedAt === null ? null : jiraTime(item.closedAt),
      created: jiraTime(item.createdAt),
      updated: jiraTime(item.updatedAt),
      priority: { id: priorityIds[item.priority], name: item.priority },
      labels: item.labels,
      assignee: user,
      creator: user,
      reporter: user,
      status: jiraStatus(site, item.state),
      summary: item.title,
      description: `As a shopper I want this: *${item.title}*.`,
      [site.estimateField]: item.estimate,
      customfield_10020: item.sprint === null ? null : [{ id: 1, name: item.sprint, state: "active", boardId: 1 }],
    },
  };
}
