/** Simulated Linear entities as webhooks carry them; see spec protocols.md section 5.3. A key that would be null is left out. */
import { createHash } from "node:crypto";
import type { Content } from "./tracker.ts";
import type { Priority, WorkItem, WorkState } from "./work-item.ts";

export interface LinearWorkspace {
  /** Part of every address: `https://linear.app/<name>/…`. */
  name: string;
  team: { key: string; name: string };
}

const issueStates = {
  todo: { name: "Todo", type: "unstarted", color: "#e2e2e2" },
  doing: { name: "In Progress", type: "started", color: "#f2c94c" },
  review: { name: "In Review", type: "started", color: "#0f783c" },
  done: { name: "Done", type: "completed", color: "#5e6ad2" },
  dropped: { name: "Canceled", type: "canceled", color: "#95a2b3" },
} as const;

const projectStates = {
  todo: { name: "Planned", type: "planned", color: "#d7d8db" },
  doing: { name: "In Progress", type: "started", color: "#f2c94c" },
  review: { name: "In Progress", type: "started", color: "#f2c94c" },
  done: { name: "Completed", type: "completed", color: "#5e6ad2" },
  dropped: { name: "Canceled", type: "canceled", color: "#95a2b3" },
} as const;

const initiativeStatuses: Readonly<Record<WorkState, string>> = {
  todo: "Planned",
  doing: "Active",
  review: "Active",
  done: "Completed",
  dropped: "Canceled",
};

const priorityNumbers: Readonly<Record<Priority, [number, string]>> = {
  Highest: [1, "Urgent"],
  High: [2, "High"],
  Medium: [3, "Medium"],
  Low: [4, "Low"],
};

/** A UUID that depends on the name alone, so that the same story has the same ids. */
export function linearId(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const linearActor = {
  id: linearId("actor"),
  name: "Cleo Baker",
  email: "cleo@example.com",
  type: "user",
} as const;

export function linearState(state: WorkState) {
  return { id: linearId(`state ${state}`), ...issueStates[state] };
}

export function linearProjectStatus(state: WorkState) {
  return { id: linearId(`project status ${state}`), ...projectStates[state] };
}

export function linearUrl(workspace: LinearWorkspace, item: WorkItem): string {
  const page = { initiative: "initiative", container: "project", story: "issue", subtask: "issue" }[item.kind];
  return `https://linear.app/${workspace.name}/${page}/${item.key}`;
}

export function linearInitiative(workspace: LinearWorkspace, item: WorkItem, content: Content) {
  return {
    id: item.id,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    name: item.title,
    slugId: item.key,
    status: initiativeStatuses[item.state],
    url: linearUrl(workspace, item),
    creatorId: linearActor.id,
    projects: content.beneath(item.id).map((project) => ({
      id: project.id,
      name: project.title,
      url: linearUrl(workspace, project),
    })),
  };
}

export function linearProject(workspace: LinearWorkspace, item: WorkItem, content: Content) {
  const status = linearProjectStatus(item.state);
  const initiative = content.find(item.parentId);
  return {
    id: item.id,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    name: item.title,
    description: "",
    slugId: item.key,
    statusId: status.id,
    status,
    priority: priorityNumbers[item.priority][0],
    url: linearUrl(workspace, item),
    teamIds: [linearId(`team ${workspace.team.key}`)],
    labelIds: item.labels.map((label) => linearId(`label ${label}`)),
    labels: item.labels.map((label) => ({ id: linearId(`label ${label}`), name: label, color: "#4EA7FC" })),
    milestones: [],
    initiatives:
      initiative === null ? [] : [{ id: initiative.id, name: initiative.title, url: linearUrl(workspace, initiative) }],
    ...(item.startedAt === null ? {} : { startedAt: item.startedAt }),
    ...(item.state === "done" ? { completedAt: item.closedAt } : {}),
    ...(item.state === "dropped" ? { canceledAt: item.closedAt } : {}),
  };
}

export function linearIssue(workspace: LinearWorkspace, item: WorkItem, content: Content) {
  const state = linearState(item.state);
  const [priority, priorityLabel] = priorityNumbers[item.priority];
  const { parent, project } = ancestorsOf(item, content);
  const teamId = linearId(`team ${workspace.team.key}`);
  return {
    id: item.id,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    identifier: item.key,
    number: Number(item.key.split("-")[1]),
    title: item.title,
    priority,
    priorityLabel,
    ...(item.estimate === null ? {} : { estimate: item.estimate }),
    stateId: state.id,
    state,
    teamId,
    team: { id: teamId, key: workspace.team.key, name: workspace.team.name },
    previousIdentifiers: [],
    creatorId: linearActor.id,
    assigneeId: linearActor.id,
    assignee: { id: linearActor.id, name: linearActor.name },
    labelIds: item.labels.map((label) => linearId(`label ${label}`)),
    labels: item.labels.map((label) => ({ id: linearId(`label ${label}`), name: label, color: "#4EA7FC" })),
    ...(parent === null ? {} : { parentId: parent.id }),
    ...(project === null
      ? {}
      : {
          projectId: project.id,
          project: { id: project.id, name: project.title, url: linearUrl(workspace, project) },
        }),
    ...(item.sprint === null ? {} : cycleOf(item.sprint)),
    ...(item.startedAt === null ? {} : { startedAt: item.startedAt }),
    ...(item.state === "done" ? { completedAt: item.closedAt } : {}),
    ...(item.state === "dropped" ? { canceledAt: item.closedAt } : {}),
    url: linearUrl(workspace, item),
  };
}

function cycleOf(name: string) {
  const id = linearId(`cycle ${name}`);
  return { cycleId: id, cycle: { id, number: Number(name.replace(/\D/g, "")) || 1, name } };
}

/** Linear tells the parent issue and the project apart; a sub-issue belongs to its parent's project. */
function ancestorsOf(item: WorkItem, content: Content): { parent: WorkItem | null; project: WorkItem | null } {
  const above = content.find(item.parentId);
  if (above === null) return { parent: null, project: null };
  if (above.kind === "container") return { parent: null, project: above };
  return { parent: above, project: ancestorsOf(above, content).project };
}
