/** An item as Jira's REST and webhooks show it: Cloud with levels and `parent`, Data Center with an epic link. */
import type { Content } from "./content.ts";
import { creator, isFinished, people, spaceOf, type Item } from "./item.ts";

export const sites = { cloud: "https://acme.example.net", server: "https://jira.example.org" } as const;

export const customFields = {
  cloud: { estimate: "customfield_10016", sprint: "customfield_10020" },
  server: { estimate: "customfield_10106", sprint: "customfield_10107", epicLink: "customfield_10006" },
} as const;

const categories = {
  new: { id: 2, key: "new", colorName: "blue-gray", name: "To Do" },
  indeterminate: { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress" },
  done: { id: 3, key: "done", colorName: "green", name: "Done" },
} as const;

const jiraStatuses = {
  todo: { id: "10000", name: "To Do", category: "new" },
  doing: { id: "3", name: "In Progress", category: "indeterminate" },
  review: { id: "10001", name: "In Review", category: "indeterminate" },
  done: { id: "10002", name: "Done", category: "done" },
  dropped: { id: "6", name: "Closed", category: "done" },
} as const;

const levels = { initiative: 2, container: 1, issue: 0, subtask: -1 } as const;

/** The offset has no colon. */
export function jiraTime(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "+0000");
}

export function jiraStatusOf({ status }: Pick<Item, "status">) {
  const { category, ...own } = jiraStatuses[status];
  return { ...own, statusCategory: categories[category] };
}

/** The whole issue; REST leaves out what was not asked for. */
export function jiraIssue(content: Content, item: Item) {
  const site = item.site === "server" ? "server" : "cloud";
  const isCloud = site === "cloud";
  const { kind, sprint, type } = item;
  const parent = content.find(site, item.parent);
  const showsParent = parent !== null && !parent.gone && (isCloud || kind === "subtask");
  const custom = customFields[site];
  return {
    id: item.id,
    key: item.key,
    self: `${sites[site]}/rest/api/2/issue/${item.id}`,
    fields: {
      summary: item.title,
      issuetype: {
        id: "10001",
        name: type,
        subtask: kind === "subtask",
        ...(isCloud ? { hierarchyLevel: levels[kind] } : {}),
      },
      project: { id: "10600", key: spaceOf(item), name: `Project ${spaceOf(item)}` },
      status: jiraStatusOf(item),
      ...(isCloud ? { statuscategorychangedate: jiraTime(item.statusAtMs) } : {}),
      resolution: isFinished(item) ? { id: "1", name: item.status === "done" ? "Done" : "Won't Do" } : null,
      resolutiondate: item.completedAtMs === null ? null : jiraTime(item.completedAtMs),
      created: jiraTime(item.createdAtMs),
      updated: jiraTime(item.updatedAtMs),
      priority: { id: "3", name: "Medium" },
      labels: item.labels,
      components: [],
      fixVersions: [],
      ...(showsParent ? { parent: parentOf(content, parent) } : {}),
      assignee: userOf(site, item.assignee === null ? null : people[item.assignee]!),
      creator: userOf(site, creator),
      description: `As a shopper I want this: *${item.title}*.`,
      [custom.estimate]: item.estimate,
      [custom.sprint]:
        sprint === null ? null : [isCloud ? { id: 1, name: sprint, state: "active" } : javaSprint(sprint)],
      ...(site === "server"
        ? { [customFields.server.epicLink]: kind === "issue" && parent !== null && !parent.gone ? parent.key : null }
        : {}),
    },
  };
}

/** `parent` as Jira nests it. */
function parentOf(content: Content, parent: Item) {
  const { id, key, title } = parent;
  return { id, key, fields: { summary: title, status: jiraStatusOf(content.find(parent.site, id) ?? parent) } };
}

function userOf(site: "cloud" | "server", person: (typeof people)[string] | null) {
  if (person === null) return null;
  const { id, name, email } = person;
  if (site === "cloud")
    return { accountId: id, displayName: name, emailAddress: email, active: true, accountType: "atlassian" };
  return { name: email.split("@")[0], key: email.split("@")[0], displayName: name, emailAddress: email, active: true };
}

function javaSprint(name: string): string {
  return `com.atlassian.greenhopper.service.sprint.Sprint@519c6abe[id=1,rapidViewId=1,state=ACTIVE,name=${name},startDate=2026-10-01T00:00:00.000Z,sequence=1]`;
}

/** What the site says of its fields. */
export function jiraFields(site: "cloud" | "server") {
  const { estimate, sprint } = customFields[site];
  return [
    { id: "summary", name: "Summary", custom: false, schema: { type: "string", system: "summary" } },
    {
      id: estimate,
      name: "Story Points",
      custom: true,
      schema: { type: "number", custom: "com.atlassian.jira.plugin.system.customfieldtypes:float" },
    },
    {
      id: sprint,
      name: "Sprint",
      custom: true,
      schema: { type: "array", custom: "com.pyxis.greenhopper.jira:gh-sprint" },
    },
  ];
}
