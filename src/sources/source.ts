/** The port to a tracker. Every folder in `sources/` implements it with the same file names; `index.ts` is the register. */
import type { IssueState } from "../domain/issue.ts";

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

export interface Source {
  kind: string;
  /** Pure: signature over the raw bytes, then the replay window, then "a JSON object". */
  verify(settings: SourceSettings, delivery: ReceivedDelivery, nowMs: number): Verification;
  /** The tracker's own id of the delivery, for people; it is not signed. */
  deliveryId(headers: Headers): string | null;
  /** Pure: payload → newest states. `receivedAt` (ISO) stands in where the payload carries no event time of its own. */
  normalise(settings: SourceSettings, payload: unknown, receivedAt: string): Normalised;
}
