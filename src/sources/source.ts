/** The port to a tracker. Every folder in `sources/` implements it with the same file names; `index.ts` is the register. */
import type { Logger } from "pino";
import type { IssueRef, IssueState } from "../domain/issue.ts";

/** Lower-case header names; repeated headers joined as Node joins them. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** What a source's settings in `sources.yaml` amount to, secrets resolved. */
export interface SourceSettings {
  id: string;
  kind: string;
  /** Jira's site; null on Linear. */
  baseUrl: string | null;
  apiUrl: string | null;
  webhookSecrets: readonly string[];
  /** For senders that cannot sign: a header that must hold one of the values. */
  webhookAuth: { header: string; values: readonly string[] } | null;
  auth: Readonly<Record<string, string>> | null;
  /** Jira custom fields by alias; the first filled one wins. */
  fields: Readonly<Record<string, readonly string[]>>;
  canceledResolutions: readonly string[];
  staleAfterMs: number;
  maxAgeMs: number;
  reconcile: { everyMs: number; full: string; jql: string | null; teams: readonly string[] | null } | null;
}

/** A delivery as it was received. */
export interface ReceivedDelivery {
  body: Uint8Array;
  headers: Headers;
}

export type Verification =
  | { ok: true }
  /** `badRequest`: signed, but not a JSON object, or without what the replay window needs (400); `unauthorized`: 401. */
  | { ok: false; kind: "unauthorized" | "badRequest"; code: string; message: string };

/** What a delivery's payload amounts to. */
export type Normalised =
  | { outcome: "issues"; event: string; states: readonly IssueState[] }
  | { outcome: "ignored"; event: string; reason: string }
  /** A field that an issue needs is missing or of the wrong type. */
  | { outcome: "failed"; event: string; path: string; message: string };

/** What a reconcile asks for. */
export interface FetchRequest {
  scope: "changed" | "all";
  /** ISO; `changed` asks for what was updated at or after it, the overlap already taken off. Null: everything. */
  since: string | null;
  /** From the page before; null for the first. It may be kept, and used again by another process. */
  cursor: string | null;
}

/** Every fetched state's event time is the time at which its request was sent (spec domain.md law 2). */
export interface FetchedPage {
  states: readonly IssueState[];
  /** Null: that was the last page. A page may hold few states, or none, and not be the last. */
  cursor: string | null;
  /** How many there are in all, for a progress bar; null where the tracker does not say. */
  total: number | null;
}

/**
 * A tracker's API. All of it rejects with SOURCE_UNAUTHORISED, with SOURCE_UNAVAILABLE after as many tries as make sense, or
 * with SOURCE_ANSWER_INVALID; and with the signal's reason once that is aborted.
 */
export interface Tracker {
  /** Rejects with SOURCE_UNAUTHORISED where the token is missing rights: silence must never look like "no issues". */
  checkAccess(): Promise<void>;
  /** One page, in an order that changes of issues do not disturb. */
  fetchPage(request: FetchRequest): Promise<FetchedPage>;
  /**
   * Present states of these issues. `missing` only where the tracker positively says that it has no such issue, or that it is
   * in the trash.
   */
  fetchIssues(refs: readonly IssueRef[]): Promise<FetchedIssues>;
  /** Everything directly beneath: children of an issue or epic, issues of a project, projects of an initiative. */
  fetchChildren(ref: IssueRef, cursor: string | null): Promise<FetchedPage>;
}

export interface FetchedIssues {
  states: readonly IssueState[];
  missing: readonly IssueRef[];
}

export interface TrackerDeps {
  fetch: typeof fetch;
  nowMs: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  log: Logger;
  signal?: AbortSignal | undefined;
  /** For one request, its answer's body included; default 30 s. */
  timeoutMs?: number;
  /** For jitter, 0…1; default Math.random. */
  random?: () => number;
}

export interface Source {
  kind: string;
  /** Pure: signature over the raw bytes, then the replay window, then "a JSON object". */
  verify(settings: SourceSettings, delivery: ReceivedDelivery, nowMs: number): Verification;
  /** The tracker's own id of the delivery, for people; it is not signed. */
  deliveryId(headers: Headers): string | null;
  /** Pure: payload → newest states. `receivedAt` (ISO) stands in where the payload carries no event time of its own. */
  normalise(settings: SourceSettings, payload: unknown, receivedAt: string): Normalised;
  /** Null where the source has no `auth`: webhooks only. Asks nothing of the tracker yet. */
  open(settings: SourceSettings, deps: TrackerDeps): Tracker | null;
}
