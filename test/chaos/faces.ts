/** What an issue and an item have in common, said in the same words. */
import type { Issue } from "../../src/domain/issue.ts";
import type { Content } from "../simulator/content.ts";
import type { Item } from "../simulator/item.ts";
import { jiraStatusOf } from "../simulator/jira-issue.ts";
import { linearNode } from "../simulator/linear-node.ts";

/** What is gone is gone; how it looked at last need not be known. */
export function issueFace({ removed, key, title, labels, estimate, status, archived }: Issue) {
  return removed ? { removed } : { removed, key, title, labels: labels.toSorted(), estimate, status, archived };
}

export function itemFace(content: Content, item: Item): ReturnType<typeof issueFace> {
  const { key, title, kind, gone, trashed, archivedAtMs, labels, estimate } = item;
  const removed = gone || trashed;
  if (removed) return { removed };
  const isWork = kind === "issue" || kind === "subtask";
  return {
    removed,
    key,
    title,
    labels: labels.toSorted(),
    estimate: isWork ? estimate : null,
    status: statusOf(content, item),
    archived: archivedAtMs !== null,
  };
}

function statusOf(content: Content, item: Item): string {
  if (item.site !== "linear") return jiraStatusOf(item).name;
  const { state, status } = linearNode(content, item) as {
    state?: { name: string };
    status?: string | { name: string };
  };
  const named = state ?? status;
  return typeof named === "string" ? named : (named?.name ?? "");
}
