/** An item as Linear's GraphQL shows it; lists of others are functions of their arguments. */
import type { Content } from "./content.ts";
import { uuidOf } from "./uuid.ts";
import { creator, people, spaceOf, type Item } from "./item.ts";

const issueStates = {
  todo: { name: "Todo", type: "unstarted" },
  doing: { name: "In Progress", type: "started" },
  review: { name: "In Review", type: "started" },
  done: { name: "Done", type: "completed" },
  dropped: { name: "Canceled", type: "canceled" },
} as const;

const projectStatuses = {
  todo: { name: "Planned", type: "planned" },
  doing: { name: "In Progress", type: "started" },
  review: { name: "Paused", type: "paused" },
  done: { name: "Completed", type: "completed" },
  dropped: { name: "Canceled", type: "canceled" },
} as const;

const initiativeStatuses = {
  todo: "Planned",
  doing: "Active",
  review: "Active",
  done: "Completed",
  dropped: "Canceled",
} as const;

/** Nodes of a connection, before paging; archived ones are left out unless asked for. */
export interface Connected {
  connection: readonly Node[];
}
export type Node = Readonly<Record<string, unknown>>;

export function linearNode(content: Content, item: Item): Node {
  if (item.kind === "container") return projectNode(content, item);
  return item.kind === "initiative" ? initiativeNode(content, item) : issueNode(content, item);
}

function issueNode(content: Content, item: Item): Node {
  const team = spaceOf(item);
  const state = { id: uuidOf(`${team} ${item.status}`), ...issueStates[item.status] };
  const project = content.find("linear", item.project);
  return {
    ...common(item, state.type === "completed", state.type === "canceled"),
    identifier: item.key,
    number: Number(item.key.split("-")[1]),
    title: item.title,
    priority: 3,
    priorityLabel: "Medium",
    estimate: item.estimate,
    previousIdentifiers: item.previousKeys,
    state,
    team: teamOf(team),
    cycle:
      item.sprint === null
        ? null
        : { id: uuidOf(item.sprint), name: item.sprint, number: Number(item.sprint.replaceAll(/\D/g, "")) },
    projectMilestone: null,
    assignee: item.assignee === null ? null : people[item.assignee]!,
    creator,
    parent: item.parent === null ? null : { id: item.parent },
    project: project === null || project.gone ? null : child(project),
    labels: { connection: labelsOf(item) },
  };
}

function projectNode(content: Content, item: Item): Node {
  return {
    ...common(item, item.status === "done", item.status === "dropped"),
    slugId: item.key,
    name: item.title,
    priority: 2,
    status: { id: uuidOf(`project ${item.status}`), ...projectStatuses[item.status] },
    lead: item.assignee === null ? null : people[item.assignee]!,
    creator: { id: creator.id },
    labels: { connection: labelsOf(item) },
    teams: { connection: [teamOf("ENG")] },
    initiatives: { connection: present(content, item.initiatives).map(child) },
  };
}

function initiativeNode(content: Content, item: Item): Node {
  return {
    ...common(item, item.status === "done", item.status === "dropped"),
    slugId: item.key,
    name: item.title,
    priority: 0,
    status: initiativeStatuses[item.status],
    owner: item.assignee === null ? null : people[item.assignee]!,
    creator,
    labels: { connection: labelsOf(item) },
    parentInitiatives: { connection: present(content, item.parent === null ? [] : [item.parent]).map(child) },
    projects: {
      connection: content
        .beneath(item)
        .filter(({ kind }) => kind === "container")
        .map(child),
    },
  };
}

function common(item: Item, isCompleted: boolean, isCanceled: boolean): Node {
  return {
    id: item.id,
    createdAt: iso(item.createdAtMs),
    updatedAt: iso(item.updatedAtMs),
    startedAt: iso(item.startedAtMs),
    completedAt: isCompleted ? iso(item.completedAtMs) : null,
    canceledAt: isCanceled ? iso(item.completedAtMs) : null,
    archivedAt: iso(item.archivedAtMs),
    trashed: item.trashed ? true : null,
    url: urlOf(item),
  };
}

function present(content: Content, ids: readonly string[]): readonly Item[] {
  return ids.map((id) => content.find("linear", id)).filter((each) => each !== null && !each.gone) as readonly Item[];
}

function child(item: Item): Node {
  return { id: item.id, name: item.title, url: urlOf(item), slugId: item.key, archivedAt: iso(item.archivedAtMs) };
}

function labelsOf({ labels }: Item): readonly Node[] {
  return labels.map((name) => ({ id: uuidOf(`label ${name}`), name, color: "#bb87fc" }));
}

function teamOf(key: string): Node {
  return { id: uuidOf(`team ${key}`), key, name: `Team ${key}` };
}

function urlOf(item: Item): string {
  const page = { issue: "issue", subtask: "issue", container: "project", initiative: "initiative" }[item.kind];
  return `https://linear.app/acme/${page}/${item.key}`;
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
