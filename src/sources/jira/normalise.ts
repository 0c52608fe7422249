/** A Jira payload → the states that it tells of. */
import type { Instant, Issue } from "../../domain/issue.ts";
import { distinctTexts } from "../blank-issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import { instantOf } from "../instant.ts";
import type { Normalised, SourceSettings } from "../source.ts";
import { stateOf, type Result } from "../state.ts";
import { reasonToIgnore } from "./ignored.ts";
import { deletedIssueOf, issueOf } from "./issue.ts";

const changeEvents: readonly string[] = ["jira:issue_created", "jira:issue_updated"];
const deletionEvent = "jira:issue_deleted";

/** Webhooks of Cloud and Data Center, both formats of Automation, and old workflow post-functions. */
export function normalise(settings: SourceSettings, payload: unknown, receivedAt: string): Normalised {
  const delivery = objectOf(payload);
  const named = own(delivery, "webhookEvent") ?? null;
  const event = typeof named === "string" ? named : unnamedEvent(delivery);
  if (named !== null && typeof named !== "string") {
    return { outcome: "failed", event, path: "webhookEvent", message: "expected text" };
  }
  if (named !== null && !changeEvents.includes(named) && named !== deletionEvent) {
    return { outcome: "ignored", event, reason: reasonToIgnore(named) };
  }
  const [data, at] = issueIn(delivery);
  if (named === null && data === undefined) {
    return { outcome: "ignored", event, reason: "neither an event's name nor an issue" };
  }
  const eventAt = eventAtOf(delivery, data, receivedAt);
  const issue = named === deletionEvent ? deletedIssueOf(settings, data, at, eventAt) : issueOf(settings, data, at);
  return normalised(event, withPreviousKeys(issue, delivery), eventAt);
}

function normalised(event: string, issue: Result<Issue>, eventAt: Instant): Normalised {
  if (!issue.ok) return { outcome: "failed", event, ...issue.failure };
  return { outcome: "issues", event, states: [stateOf(issue.value, eventAt)] };
}

/** Automation sends no event's name, nor do workflow post-functions. */
function unnamedEvent(delivery: JsonObject | null): string {
  if (own(delivery, "transition") !== undefined) return "workflow_post_function";
  return issueIn(delivery)[0] === undefined ? "unknown" : "automation";
}

/** The issue and where it stands: Automation's own format is the issue itself. */
function issueIn(delivery: JsonObject | null): [data: unknown, at: string] {
  const issue = own(delivery, "issue") ?? undefined;
  if (issue !== undefined || own(delivery, "webhookEvent") !== undefined) return [issue, "issue"];
  const isIssue = own(delivery, "key") !== undefined && objectOf(own(delivery, "fields")) !== null;
  return [isIssue ? delivery : undefined, ""];
}

/** Automation sends no time: then a state is as old as its issue. */
function eventAtOf(delivery: JsonObject | null, data: unknown, receivedAt: string): Instant {
  const updated = own(objectOf(own(objectOf(data), "fields")), "updated");
  const timestamp = own(delivery, "timestamp");
  return (typeof timestamp === "number" ? instantOf(timestamp) : null) ?? instantOf(updated) ?? receivedAt;
}

/** A move between projects gives a new key; the changelog tells the old one. */
function withPreviousKeys(issue: Result<Issue>, delivery: JsonObject | null): Result<Issue> {
  if (!issue.ok) return issue;
  const items = own(objectOf(own(delivery, "changelog")), "items");
  const moves = (Array.isArray(items) ? items : []).map(objectOf).filter((item) => own(item, "field") === "Key");
  const keys = moves.map((item) => own(item, "fromString")).filter((key) => typeof key === "string");
  const previousKeys = distinctTexts(keys).filter((key) => key !== issue.value.key && key.length <= 255);
  return { ok: true, value: { ...issue.value, previousKeys } };
}
