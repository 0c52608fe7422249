/** The dialect of a simulated Jira Cloud site: `SHOP-1` onward, `jira:issue_*` webhooks with a changelog. */
import { jiraIssue, jiraResolution, jiraStatus, jiraUser, type JiraSite } from "./jira-payload.ts";
import type { Dialect, Content, TrackerEvent } from "./tracker.ts";
import type { WorkItem } from "./work-item.ts";

interface ChangelogItem {
  field: string;
  fieldtype: "jira" | "custom";
  fieldId?: string;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

/** A Jira Cloud site with one project. */
export function jiraDialect(site: JiraSite): Dialect {
  let latest = 0;
  return {
    kind: "jira",
    identify: (ordinal, draft) => {
      latest = Math.max(latest + 1, draft.number ?? 0);
      return { id: String(20_000 + ordinal), key: `${site.projectKey}-${latest}` };
    },
    created: (item, content) => issueEvent(site, "jira:issue_created", "issue_created", item, item.updatedAt, content),
    changed: (before, after, content) => {
      const items = changelogItems(site, before, after, content);
      const event = issueEvent(site, "jira:issue_updated", "issue_generic", after, after.updatedAt, content);
      const changelog = { id: String(100_000 + Date.parse(after.updatedAt)), items };
      return { ...event, payload: { ...event.payload, changelog } };
    },
    nameOf: ({ key }) => key,
    removed: (item, at, content) => issueEvent(site, "jira:issue_deleted", null, item, at, content),
  };
}

function issueEvent(
  site: JiraSite,
  webhookEvent: string,
  typeName: string | null,
  item: WorkItem,
  at: string,
  content: Content,
): TrackerEvent {
  return {
    name: webhookEvent,
    payload: {
      timestamp: Date.parse(at),
      webhookEvent,
      // Jira leaves the name out when it deletes.
      ...(typeName === null ? {} : { issue_event_type_name: typeName }),
      user: jiraUser(site),
      issue: jiraIssue(site, item, content),
    },
  };
}

function changelogItems(site: JiraSite, before: WorkItem, after: WorkItem, content: Content): readonly ChangelogItem[] {
  const items: ChangelogItem[] = [];
  if (before.title !== after.title) items.push(textItem("summary", before.title, after.title));
  if (before.labels.join(" ") !== after.labels.join(" ")) {
    items.push(textItem("labels", before.labels.join(" "), after.labels.join(" ")));
  }
  if (before.priority !== after.priority) items.push(textItem("priority", before.priority, after.priority));
  if (before.estimate !== after.estimate) {
    const [from, to] = [before.estimate, after.estimate].map((points) => (points === null ? null : String(points)));
    items.push(changed("Story Points", "custom", site.estimateField, [null, from ?? null], [null, to ?? null]));
  }
  if (before.sprint !== after.sprint) {
    items.push(changed("Sprint", "custom", "customfield_10020", ["", before.sprint ?? ""], ["1", after.sprint ?? ""]));
  }
  if (before.state !== after.state) items.push(...stateItems(site, before, after));
  if (before.parentId !== after.parentId) {
    const [from, to] = [content.find(before.parentId), content.find(after.parentId)];
    const oldParent = [from?.id ?? null, from?.key ?? null] as const;
    const newParent = [to?.id ?? null, to?.key ?? null] as const;
    items.push(changed("IssueParentAssociation", "jira", undefined, oldParent, newParent));
  }
  return items;
}

function stateItems(site: JiraSite, before: WorkItem, after: WorkItem): readonly ChangelogItem[] {
  const [from, to] = [jiraStatus(site, before.state), jiraStatus(site, after.state)];
  const items = [changed("status", "jira", "status", [from.id, from.name], [to.id, to.name])];
  const [was, is] = [jiraResolution(before.state), jiraResolution(after.state)];
  if (was?.id !== is?.id) {
    const old = [was?.id ?? null, was?.name ?? null] as const;
    items.unshift(changed("resolution", "jira", "resolution", old, [is?.id ?? null, is?.name ?? null]));
  }
  return items;
}

function textItem(field: string, from: string, to: string): ChangelogItem {
  return changed(field, "jira", field, [null, from], [null, to]);
}

function changed(
  field: string,
  fieldtype: "jira" | "custom",
  fieldId: string | undefined,
  [from, fromString]: readonly [string | null, string | null],
  [to, newString]: readonly [string | null, string | null],
): ChangelogItem {
  return { field, fieldtype, ...(fieldId === undefined ? {} : { fieldId }), from, fromString, to, toString: newString };
}
