/** What leaves every total, and what comes back. */
import type { Instant, Issue, IssueKind } from "../../domain/issue.ts";
import { blankIssue } from "../blank-issue.ts";
import { objectOf, own } from "../body.ts";
import type { SourceSettings } from "../source.ts";
import { parsePart, type Result } from "../state.ts";
import { grades } from "./grade.ts";
import { RemovedData } from "./schema.ts";

/** A deletion is a `remove`; an `update` may tell of one too, as `trashed`. */
export function isRemoval(action: string, data: unknown): boolean {
  return action === "remove" || own(objectOf(data), "trashed") === true;
}

/**
 * An event that takes an issue out of the trash, or into or out of the archive. Linear does so without touching updatedAt, so
 * that the event's own time has to count: the state would lose against the removal or restoration before it for ever.
 */
export function isShelving(action: string, data: unknown, updatedFrom: unknown): boolean {
  if (isRemoval(action, data)) return false;
  const before = objectOf(updatedFrom);
  const isArchived = !!own(objectOf(data), "archivedAt");
  const isMoved = isArchived ? own(before, "archivedAt") === null : !!own(before, "archivedAt");
  return action === "restore" || own(before, "trashed") === true || isMoved;
}

/** A removal carries its event time as updatedAt: Linear trashes without touching the issue's own. */
export function removed(issue: Issue, eventAt: Instant): Issue {
  return { ...issue, updatedAt: eventAt, archived: false, removed: true };
}

/** A removal must not fail for what a removed issue no longer needs: its id is enough. */
export function tombstoneOf(
  settings: SourceSettings,
  kind: IssueKind,
  data: unknown,
  at: string,
  eventAt: Instant,
): Result<Issue> {
  const parsed = parsePart(RemovedData, data, at);
  if (!parsed.ok) return parsed;
  const { id, identifier, slugId, title, name, url } = parsed.value;
  const key = identifier ?? slugId ?? id;
  const known = { source: settings.id, key, title: title ?? name ?? key, updatedAt: eventAt };
  const blank = blankIssue(kind, id, { ...known, ...grades[kind], status: "", statusCategory: "unstarted" });
  return { ok: true, value: { ...blank, slug: slugId ?? null, url, removed: true } };
}
