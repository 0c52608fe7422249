/**
 * What Linear sends about a change. Real payloads give only the ids of a project's and initiative's labels and teams; these give
 * the names as well, as those of issues do, so that webhook and API tell the same.
 */
import type { Content } from "./content.ts";
import { uuidOf } from "./uuid.ts";
import { signedDelivery, type Delivery } from "./delivery.ts";
import { creator, type Item } from "./item.ts";
import { linearNode, type Connected, type Node } from "./linear-node.ts";

export function linearCreated(content: Content, item: Item): readonly Delivery[] {
  return [send(content, "create", item)];
}

export function linearUpdated(content: Content, before: Item, after: Item): readonly Delivery[] {
  const [then, now] = [dataOf(linearNode(content, before)), dataOf(linearNode(content, after))];
  const keys = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  const changed = keys.filter((key) => JSON.stringify(then[key]) !== JSON.stringify(now[key]));
  return [
    send(content, "update", after, { updatedFrom: Object.fromEntries(changed.map((key) => [key, then[key] ?? null])) }),
  ];
}

export function linearRemoved(content: Content, item: Item): readonly Delivery[] {
  return [send(content, "remove", item)];
}

function send(content: Content, action: string, item: Item, extras: object = {}): Delivery {
  const type = { issue: "Issue", subtask: "Issue", container: "Project", initiative: "Initiative" }[item.kind];
  const atMs = content.nowMs();
  const payload = {
    action,
    actor: { id: creator.id, name: creator.name, email: creator.email, type: "user" },
    createdAt: new Date(atMs).toISOString(),
    data: dataOf(linearNode(content, item)),
    url: linearNode(content, item).url,
    type,
    organizationId: uuidOf("acme"),
    webhookId: uuidOf("webhook"),
    ...extras,
  };
  return signedDelivery("linear", `${type}.${action} ${item.key}`, payload, atMs);
}

/** Plain lists in place of connections, ids beside what they lead to, and no key for what would be null. */
function dataOf(node: Node): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (value === null) continue;
    const isConnection = typeof value === "object" && "connection" in value;
    data[key] = isConnection ? (value as Connected).connection.map(withoutNulls) : value;
    if (
      ["state", "team", "cycle", "assignee", "creator", "project", "parent", "lead", "owner", "status"].includes(key)
    ) {
      const id = (value as { id?: unknown }).id;
      if (id !== undefined) data[`${key}Id`] = id;
    }
  }
  // A sub-issue's parent is there as its id alone.
  delete data.parent;
  return data;
}

function withoutNulls(node: Node): Node {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null));
}
