/** The dialect of a simulated Linear workspace: `ENG-1` onward, one team, projects and initiatives. */
import {
  type LinearWorkspace,
  linearActor,
  linearId,
  linearInitiative,
  linearIssue,
  linearProject,
  linearProjectStatus,
  linearState,
  linearUrl,
} from "./linear-payload.ts";
import type { Dialect, Content, TrackerEvent } from "./tracker.ts";
import type { Draft, WorkItem } from "./work-item.ts";

/** A Linear workspace with one team. */
export function linearDialect(workspace: LinearWorkspace): Dialect {
  let issues = 0;
  return {
    kind: "linear",
    identify: (ordinal, draft) => {
      const id = linearId(`${workspace.name} ${ordinal}`);
      const isIssue = draft.kind === "story" || draft.kind === "subtask";
      return { id, key: isIssue ? `${workspace.team.key}-${++issues}` : slugOf(draft, id) };
    },
    created: (item, content) => entityEvent(workspace, "create", item, item.updatedAt, content),
    changed: (before, after, content) => {
      const event = entityEvent(workspace, "update", after, after.updatedAt, content);
      return { ...event, payload: { ...event.payload, updatedFrom: updatedFrom(before, after) } };
    },
    nameOf: (item) => (item.kind === "story" || item.kind === "subtask" ? item.key : linearUrl(workspace, item)),
    removed: (item, at, content) => {
      const event = entityEvent(workspace, "remove", item, at, content);
      const data = { ...(event.payload["data"] as object), archivedAt: at, trashed: true };
      return { ...event, payload: { ...event.payload, data } };
    },
  };
}

function slugOf(draft: Draft, id: string): string {
  const words = draft.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `${words}-${id.slice(0, 12).replace("-", "")}`;
}

function entityEvent(
  workspace: LinearWorkspace,
  action: string,
  item: WorkItem,
  at: string,
  content: Content,
): TrackerEvent {
  const [type, data] = entityOf(workspace, item, content);
  return {
    name: type,
    payload: {
      action,
      actor: linearActor,
      createdAt: at,
      data,
      url: linearUrl(workspace, item),
      type,
      organizationId: linearId(`workspace ${workspace.name}`),
      // The sender stamps it again: it is the time of the sending.
      webhookTimestamp: Date.parse(at),
      webhookId: linearId("webhook"),
    },
  };
}

function entityOf(workspace: LinearWorkspace, item: WorkItem, content: Content): [string, object] {
  if (item.kind === "initiative") return ["Initiative", linearInitiative(workspace, item, content)];
  if (item.kind === "container") return ["Project", linearProject(workspace, item, content)];
  return ["Issue", linearIssue(workspace, item, content)];
}

/** What changed, as it was before: ids where Linear gives ids. */
function updatedFrom(before: WorkItem, after: WorkItem): Readonly<Record<string, unknown>> {
  const was: Record<string, unknown> = { updatedAt: before.updatedAt };
  if (before.title !== after.title) was[before.kind === "container" ? "name" : "title"] = before.title;
  if (before.state !== after.state) {
    if (before.kind === "container") was["statusId"] = linearProjectStatus(before.state).id;
    else was["stateId"] = linearState(before.state).id;
  }
  if (before.estimate !== after.estimate) was["estimate"] = before.estimate;
  if (before.labels.join("\n") !== after.labels.join("\n")) {
    was["labelIds"] = before.labels.map((label) => linearId(`label ${label}`));
  }
  if (before.parentId !== after.parentId) was["projectId"] = before.parentId;
  if (before.sprint !== after.sprint) was["cycleId"] = before.sprint;
  return was;
}
