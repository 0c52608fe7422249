/** Does what a mutation says, as the trackers do it, and tells of it as they do. */
import type { Content } from "./content.ts";
import type { Delivery } from "./delivery.ts";
import { isFinished, type Item } from "./item.ts";
import { jiraCreated, jiraDeleted, jiraUpdated } from "./jira-webhooks.ts";
import { linearCreated, linearRemoved, linearUpdated } from "./linear-webhooks.ts";
import type { Mutation } from "./mutation.ts";

export function applyMutation(content: Content, mutation: Mutation): readonly Delivery[] {
  if (mutation.act === "create") return created(content, content.add(mutation));
  if (mutation.act === "bulkLabel") {
    return mutation.ids.flatMap((id) => {
      const item = content.find(mutation.site, id);
      return item === null || item.gone ? [] : edit(content, item, { labels: mutation.labels }, true);
    });
  }
  const item = content.find(mutation.site, mutation.id);
  if (item === null || item.gone) return [];
  return onItem(content, item, mutation);
}

type ItemMutation = Exclude<Mutation, { act: "create" | "bulkLabel" }>;

function onItem(content: Content, item: Item, mutation: ItemMutation): readonly Delivery[] {
  switch (mutation.act) {
    case "transition":
      return edit(content, item, transition(content, item, mutation.status));
    case "estimate":
      return edit(content, item, { estimate: mutation.estimate });
    case "label":
      return edit(content, item, { labels: mutation.labels });
    case "rename":
      return edit(content, item, { title: mutation.title });
    case "assign":
      return edit(content, item, { assignee: mutation.assignee });
    case "sprint":
      return edit(content, item, { sprint: mutation.sprint });
    case "reparent":
      return edit(content, item, { parent: mutation.parent });
    case "join":
      return edit(content, item, { project: mutation.project });
    case "align":
      return align(content, item, mutation.initiatives);
    case "move":
      return move(content, item, mutation.space);
    case "delete":
      return remove(content, item);
    case "restore":
      return restore(content, item);
    case "archive":
      return archive(content, item);
    case "purge":
      content.replace({ ...item, gone: true });
      return [];
  }
}

function created(content: Content, item: Item): readonly Delivery[] {
  if (item.site !== "linear") return jiraCreated(content, item);
  return [...linearCreated(content, item), ...alignedInitiatives(content, [], item.initiatives)];
}

function edit(content: Content, before: Item, change: Partial<Item>, bulk = false): readonly Delivery[] {
  const after: Item = { ...before, ...change, updatedAtMs: Math.max(content.nowMs(), before.updatedAtMs) };
  content.replace(after);
  return before.site === "linear" ? linearUpdated(content, before, after) : jiraUpdated(content, before, after, bulk);
}

function transition(content: Content, item: Item, status: Item["status"]): Partial<Item> {
  if (status === item.status) return {};
  const nowMs = content.nowMs();
  return {
    status,
    statusAtMs: nowMs,
    startedAtMs: status === "todo" ? null : (item.startedAtMs ?? nowMs),
    completedAtMs: isFinished({ status }) ? nowMs : null,
  };
}

/** Linear tells of a membership from both sides. */
function align(content: Content, before: Item, initiatives: readonly string[]): readonly Delivery[] {
  const told = edit(content, before, { initiatives });
  return [...told, ...alignedInitiatives(content, before.initiatives, initiatives)];
}

function alignedInitiatives(
  content: Content,
  before: readonly string[],
  after: readonly string[],
): readonly Delivery[] {
  const changed = [...before, ...after].filter((id) => !(before.includes(id) && after.includes(id)));
  return changed.flatMap((id) => {
    const initiative = content.find("linear", id);
    return initiative === null || initiative.gone ? [] : edit(content, initiative, {});
  });
}

/** A new key; the old one keeps resolving. Jira moves sub-tasks along. */
function move(content: Content, item: Item, space: string): readonly Delivery[] {
  const moved =
    item.site === "linear" ? [item] : [item, ...content.beneath(item).filter(({ kind }) => kind === "subtask")];
  return moved.flatMap((each) => {
    const key = `${space}-${content.nextNumber(each.site, space)}`;
    return edit(content, each, { key, previousKeys: [...each.previousKeys, each.key] });
  });
}

function remove(content: Content, item: Item): readonly Delivery[] {
  if (item.site === "linear") {
    const trashed = { ...item, trashed: true, archivedAtMs: content.nowMs() };
    content.replace(trashed);
    return linearRemoved(content, trashed);
  }
  const below = content.beneath(item);
  const gone = [...below.filter(({ kind }) => kind === "subtask"), item];
  const told = gone.flatMap((each) => jiraDeleted(content, each));
  for (const each of gone) content.replace({ ...each, gone: true });
  // What hung beneath an epic hangs nowhere now. Jira touches it without a word to anybody.
  for (const each of below)
    if (each.kind !== "subtask")
      content.replace({ ...each, parent: null, updatedAtMs: Math.max(content.nowMs(), each.updatedAtMs) });
  return told;
}

/** Linear touches `updatedAt` neither for the trash nor for the way out of it. */
function restore(content: Content, item: Item): readonly Delivery[] {
  if (item.site !== "linear" || item.archivedAtMs === null) return [];
  const restored = { ...item, trashed: false, archivedAtMs: null };
  content.replace(restored);
  return linearUpdated(content, item, restored);
}

function archive(content: Content, item: Item): readonly Delivery[] {
  if (item.site !== "linear" || item.archivedAtMs !== null) return [];
  const archived = { ...item, archivedAtMs: content.nowMs() };
  content.replace(archived);
  return linearUpdated(content, item, archived);
}
