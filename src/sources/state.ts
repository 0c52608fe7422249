/** What every adapter makes of an issue in the end: a state with its version, or the path of what is missing. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Instant, Issue, IssueState } from "../domain/issue.ts";
import { stateText } from "../domain/version.ts";
import { cleanTexts } from "./clean-text.ts";

/** `path` is where in the payload, such as `issue.fields.updated`. */
export interface Failure {
  path: string;
  message: string;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** The issue with storable texts, and its version (spec domain.md law 2). */
export function stateOf(issue: Issue, eventAt: Instant): IssueState {
  const cleaned = cleanTexts(issue);
  const digest = createHash("sha256").update(stateText(cleaned)).digest("hex");
  return { issue: cleaned, version: { updatedAt: cleaned.updatedAt, eventAt, digest } };
}

/** Checks foreign data; a failure names the first field that does not fit, below `at`. */
export function parsePart<Part>(schema: z.ZodType<Part>, data: unknown, at: string): Result<Part> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first] = parsed.error.issues;
  return failed([at, ...(first?.path ?? []).map(String)].filter(Boolean).join("."), first?.message ?? "invalid");
}

export function failed(path: string, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { path, message } };
}

/**
 * A state that is no older than its event or fetch: for an issue that was removed and is back, because trackers restore without
 * touching the issue's own updatedAt. Only the version changes, so that the issue is what a fresh start would find.
 */
export function restoredState({ issue, version }: IssueState): IssueState {
  const updatedAt = version.updatedAt > version.eventAt ? version.updatedAt : version.eventAt;
  return { issue, version: { ...version, updatedAt } };
}

/** The removal of an issue that its tracker does not have any more; `at` is the time of asking. */
export function removedState(issue: Issue, at: Instant): IssueState {
  return stateOf({ ...issue, updatedAt: at, archived: false, removed: true }, at);
}

/**
 * A fetched state as against the one that we hold. A tracker restores, and brings back from the archive, without touching the
 * issue's own updatedAt, while what we hold of it may count by its event's time: then the time of the fetch decides. An answer
 * that is older by the issue's own updatedAt is a stale one and stays so. Only the version changes.
 */
export function presentState(fetched: IssueState, held: IssueState | undefined): IssueState {
  if (held === undefined) return fetched;
  const isStale = !held.issue.removed && fetched.issue.updatedAt < held.issue.updatedAt;
  if (isStale || fetched.version.updatedAt >= held.version.updatedAt) return fetched;
  return { issue: fetched.issue, version: { ...fetched.version, updatedAt: held.version.updatedAt } };
}

/** The state with the names that we hold for what it gives by id only; a reconcile brings the present ones. */
export function withHeldNames(state: IssueState, held: IssueState | undefined): IssueState {
  const { unnamed = [], ...named } = state;
  if (unnamed.length === 0 || held === undefined) return named;
  const names = Object.fromEntries(unnamed.map((field) => [field, held.issue[field]]));
  const { version } = stateOf({ ...named.issue, ...names }, named.version.eventAt);
  return { issue: { ...named.issue, ...names }, version: { ...named.version, digest: version.digest } };
}
