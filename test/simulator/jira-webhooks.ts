/** What Jira sends about a change. */
import type { Content } from "./content.ts";
import { signedDelivery, type Delivery } from "./delivery.ts";
import { creator, type Item } from "./item.ts";
import { jiraIssue, jiraStatusOf } from "./jira-issue.ts";

interface ChangeItem {
  field: string;
  fieldId?: string;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

export function jiraCreated(content: Content, item: Item): readonly Delivery[] {
  return [send(content, "jira:issue_created", item, { issue_event_type_name: "issue_created" })];
}

/** Bulk changes come later, and are marked. */
export function jiraUpdated(content: Content, before: Item, after: Item, bulk: boolean): readonly Delivery[] {
  const items = changesOf(content, before, after);
  const extras = {
    issue_event_type_name: before.key === after.key ? "issue_generic" : "issue_moved",
    changelog: { id: String(content.version()), items: items.map((item) => ({ fieldtype: "jira", ...item })) },
    ...(bulk ? { bulkOperationMetaData: { bulkOperationId: "1" } } : {}),
  };
  const update = send(content, "jira:issue_updated", after, extras, bulk ? "Secondary" : "Primary");
  return after.site === "server" && before.parent !== after.parent
    ? [update, ...epicLinks(content, before, after)]
    : [update];
}

/** The issue as it was at last, and what goes with it. */
export function jiraDeleted(content: Content, item: Item): readonly Delivery[] {
  const comment = { timestamp: content.nowMs(), webhookEvent: "comment_deleted", comment: { id: "1", body: "" } };
  return [
    send(content, "jira:issue_deleted", item),
    signedDelivery(
      item.site,
      `comment_deleted ${item.key}`,
      { ...comment, comment: { ...comment.comment, id: item.id } },
      content.nowMs(),
      "Secondary",
    ),
  ];
}

function send(content: Content, event: string, item: Item, extras: object = {}, flow = "Primary"): Delivery {
  const timestamp = content.nowMs();
  const user = { accountId: creator.id, displayName: creator.name };
  const payload = { timestamp, webhookEvent: event, user, issue: jiraIssue(content, item), ...extras };
  return signedDelivery(item.site, `${event} ${item.key}`, payload, timestamp, flow);
}

function epicLinks(content: Content, before: Item, after: Item): readonly Delivery[] {
  const link = (webhookEvent: string, epic: string) => {
    const issueLink = {
      id: Number(after.id),
      sourceIssueId: Number(epic),
      destinationIssueId: Number(after.id),
      issueLinkType: { id: 10200, name: "Epic-Story Link", isSubTaskLinkType: false },
      systemLink: true,
    };
    return signedDelivery(
      after.site,
      webhookEvent,
      { timestamp: content.nowMs(), webhookEvent, issueLink },
      content.nowMs(),
    );
  };
  return [
    ...(before.parent === null ? [] : [link("issuelink_deleted", before.parent)]),
    ...(after.parent === null ? [] : [link("issuelink_created", after.parent)]),
  ];
}

function changesOf(content: Content, before: Item, after: Item): readonly ChangeItem[] {
  const keyOf = (id: string | null) => content.find(after.site, id)?.key ?? null;
  const all: readonly (ChangeItem | false)[] = [
    before.status !== after.status &&
      changed(
        "status",
        jiraStatusOf(before).id,
        jiraStatusOf(before).name,
        jiraStatusOf(after).id,
        jiraStatusOf(after).name,
        "status",
      ),
    before.title !== after.title && changed("summary", null, before.title, null, after.title, "summary"),
    before.labels.join(" ") !== after.labels.join(" ") &&
      changed("labels", null, before.labels.join(" "), null, after.labels.join(" "), "labels"),
    before.estimate !== after.estimate &&
      changed("Story Points", null, textOf(before.estimate), null, textOf(after.estimate)),
    before.parent !== after.parent &&
      changed("IssueParentAssociation", before.parent, keyOf(before.parent), after.parent, keyOf(after.parent)),
    before.sprint !== after.sprint && changed("Sprint", "", before.sprint ?? "", "", after.sprint ?? ""),
    before.assignee !== after.assignee && changed("assignee", null, before.assignee, null, after.assignee, "assignee"),
    before.key !== after.key && changed("Key", null, before.key, null, after.key),
  ];
  return all.filter((item) => item !== false);
}

function changed(
  field: string,
  from: string | null,
  fromString: string | null,
  to: string | null,
  toText: string | null,
  fieldId?: string,
): ChangeItem {
  return { field, from, fromString, to, toString: toText, ...(fieldId === undefined ? {} : { fieldId }) };
}

function textOf(estimate: number | null): string | null {
  return estimate === null ? null : String(estimate);
}
