/** A Linear payload → the state that it tells of. */
import type { Instant, Issue, IssueKind } from "../../domain/issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import { WebAddress } from "../foreign.ts";
import { instantOf } from "../instant.ts";
import type { Normalised, SourceSettings } from "../source.ts";
import { restoredState, stateOf, type Result } from "../state.ts";
import { reasonToIgnore } from "./ignored.ts";
import { initiativeOf, issueOf, projectOf } from "./issue.ts";
import { isRemoval, isShelving, removed, tombstoneOf } from "./removal.ts";
import { NamedById } from "./schema.ts";

const actions: readonly unknown[] = ["create", "update", "remove", "restore"];

interface Kept {
  kind: IssueKind;
  read: (settings: SourceSettings, data: unknown, at: string) => Result<Issue>;
}

const keptTypes: ReadonlyMap<string, Kept> = new Map([
  ["Issue", { kind: "issue", read: issueOf }],
  ["Project", { kind: "project", read: projectOf }],
  ["Initiative", { kind: "initiative", read: initiativeOf }],
]);

/** Issues, projects and initiatives, created, updated, removed or restored; event time is the event's own `createdAt`. */
export function normalise(settings: SourceSettings, payload: unknown, receivedAt: string): Normalised {
  const delivery = objectOf(payload);
  const type = own(delivery, "type");
  const action = own(delivery, "action");
  const event = `${nameOf(type)}.${nameOf(action)}`;
  if (typeof type !== "string") return { outcome: "ignored", event, reason: "no event's type" };
  const kept = keptTypes.get(type);
  if (kept === undefined) return { outcome: "ignored", event, reason: reasonToIgnore(type) };
  if (typeof action !== "string" || !actions.includes(action)) {
    return { outcome: "ignored", event, reason: "not an action that we know" };
  }
  const eventAt = eventAtOf(delivery, receivedAt);
  const issue = changedIssue(settings, kept, delivery, action, eventAt);
  if (!issue.ok) return { outcome: "failed", event, ...issue.failure };
  const state = stateOf(withUrl(issue.value, delivery), eventAt);
  const countsEventTime = isShelving(action, own(delivery, "data"), own(delivery, "updatedFrom"));
  const heard = countsEventTime ? restoredState(state) : state;
  const unnamed = kept.kind === "issue" ? [] : unnamedIn(own(delivery, "data"));
  return { outcome: "issues", event, states: [unnamed.length === 0 ? heard : { ...heard, unnamed }] };
}

function unnamedIn(data: unknown): ("labels" | "team")[] {
  const { labelIds, labels, teamIds, teams } = NamedById.parse(objectOf(data) ?? {});
  return [
    ...(labelIds.length > 0 && !labels ? (["labels"] as const) : []),
    ...(teamIds.length > 0 && !teams ? (["team"] as const) : []),
  ];
}

function changedIssue(
  settings: SourceSettings,
  { kind, read }: Kept,
  delivery: JsonObject | null,
  action: string,
  eventAt: Instant,
): Result<Issue> {
  const data = own(delivery, "data");
  const issue = read(settings, data, "data");
  if (!isRemoval(action, data)) return issue;
  if (!issue.ok) return tombstoneOf(settings, kind, data, "data", eventAt);
  return { ok: true, value: removed(issue.value, eventAt) };
}

function eventAtOf(delivery: JsonObject | null, receivedAt: string): Instant {
  return instantOf(own(delivery, "createdAt")) ?? instantOf(own(delivery, "webhookTimestamp")) ?? receivedAt;
}

/** Payloads before 2025 have the address beside the data. */
function withUrl(issue: Issue, delivery: JsonObject | null): Issue {
  return issue.url === null ? { ...issue, url: WebAddress.parse(own(delivery, "url")) } : issue;
}

function nameOf(value: unknown): string {
  return typeof value === "string" ? value : "unknown";
}
