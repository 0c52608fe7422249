/** The tables of schema `okr_sync` as Kysely sees them; a test compares this with the migrated database. */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { Issue } from "../domain/issue.ts";
import type { Counts } from "../domain/progress.ts";

/** Written as Date or ISO text, read as Date. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export type DeliveryStatus = "received" | "processed" | "ignored" | "failed";

export interface Schema {
  "okr_sync.deliveries": {
    /** int8: text on both databases. */
    id: GeneratedAlways<string>;
    source: string;
    tracker_delivery_id: string | null;
    body_sha256: Uint8Array;
    body: Uint8Array;
    headers: JSONColumnType<Record<string, string>>;
    received_at: Timestamp;
    status: Generated<DeliveryStatus>;
    /** Jira's webhookEvent, Linear's type and action; known once processed. */
    event: string | null;
    /** Why it was ignored or failed. */
    reason: string | null;
    attempts: Generated<number>;
    /** Times that the same bytes came again. */
    repeats: Generated<number>;
    processed_at: NullableTimestamp;
    /** When the sweep last rang for it. */
    rung_at: NullableTimestamp;
  };
  "okr_sync.issues": {
    ref: string;
    source: string;
    kind: string;
    key: string;
    title: string;
    url: string | null;
    status: string;
    status_category: string;
    level: number;
    archived: boolean;
    removed: boolean;
    updated_at: Timestamp;
    event_at: Timestamp;
    digest: string;
    completed_at: NullableTimestamp;
    snapshot: JSONColumnType<Issue>;
    /** Hash of what it passes on to those beneath it. */
    lineage: Generated<string>;
    saved_at: Timestamp;
    /** When a reconcile last saw it in the tracker. */
    seen_at: NullableTimestamp;
  };
  "okr_sync.issue_revisions": {
    ref: string;
    updated_at: Timestamp;
    event_at: Timestamp;
    digest: string;
    snapshot: JSONColumnType<Issue>;
    saved_at: Timestamp;
    /** When it came to be, as far as that is known; never after `saved_at`. */
    happened_at: Timestamp;
  };
  "okr_sync.reconciles": {
    id: GeneratedAlways<string>;
    source: string;
    scope: "changed" | "all";
    since: NullableTimestamp;
    started_at: Timestamp;
    phase: Generated<"fetch" | "verify" | "done">;
    cursor: string | null;
    pages: Generated<number>;
    fetched: Generated<number>;
    total: number | null;
    drift: Generated<number>;
    removed: Generated<number>;
    progressed_at: Timestamp;
    finished_at: NullableTimestamp;
    error: string | null;
    /** When the drift that it found was told. */
    told_at: NullableTimestamp;
  };
  "okr_sync.pending_children": { ref: string; cursor: string | null; requested_at: Timestamp };
  "okr_sync.issue_names": { name: string; ref: string };
  "okr_sync.edges": {
    /** Whose snapshot states it: the child's or, for an initiative's own list, the parent's. */
    owner_ref: string;
    child_ref: string;
    kind: string;
    /** Ref of the parent, or `name:` and a lower-case key of the same source where only that is known. */
    parent: string;
  };
  "okr_sync.contributions": {
    key_result_id: string;
    issue_ref: string;
    match_kind: string;
    match_id: string;
    match_via: string | null;
    weight: number;
    size: number;
    credit: number;
    status_category: string;
    completed_at: NullableTimestamp;
    container: boolean;
    matched_ancestors: string[];
    counted: boolean;
    reason: string | null;
  };
  "okr_sync.links": {
    id: GeneratedAlways<string>;
    issue: string;
    key_result_id: string;
    weight: number;
    author: string | null;
    created_at: Timestamp;
    deleted_at: NullableTimestamp;
  };
  "okr_sync.check_ins": {
    id: GeneratedAlways<string>;
    key_result_id: string;
    value: number | null;
    confidence: number | null;
    health: string | null;
    note: string | null;
    author: string | null;
    at: Timestamp;
    expires_at: NullableTimestamp;
  };
  "okr_sync.progress": {
    /** `key_result` or `objective`. */
    subject: string;
    id: string;
    value: number | null;
    progress: number | null;
    raw_progress: number | null;
    counts: JSONColumnType<Counts> | null;
    in_scope: number | null;
    credited: number | null;
    revision: number;
    changed_at: Timestamp;
    /** Grows in the order of commits; moved by a trigger. */
    version: GeneratedAlways<string>;
  };
  "okr_sync.progress_changes": {
    id: GeneratedAlways<string>;
    subject: string;
    subject_id: string;
    at: Timestamp;
    value: number | null;
    progress: number | null;
    raw_progress: number | null;
    previous_progress: number | null;
    previous_value: number | null;
    in_scope: number | null;
    credited: number | null;
    revision: number;
    cause: JSONColumnType<Cause>;
    published_at: NullableTimestamp;
  };
  "okr_sync.pending_roll_ups": { key_result_id: string; cause: JSONColumnType<Cause>; requested_at: Timestamp };
  "okr_sync.pending_rematches": {
    /** Ref of the root, or `*` for every issue. */
    root: string;
    /** The last ref that is done; null before the first batch. */
    after: string | null;
    cause: JSONColumnType<Cause>;
    requested_at: Timestamp;
  };
  "okr_sync.source_states": {
    source: string;
    first_configured_at: Timestamp;
    last_reconciled_at: NullableTimestamp;
    /** Its first full reconcile has ended, and the days before are still to be filled in. */
    history_wanted_at: NullableTimestamp;
    history_rebuilt_at: NullableTimestamp;
  };
  "okr_sync.config_revisions": {
    id: GeneratedAlways<number>;
    digest: string;
    files: JSONColumnType<Record<string, string>>;
    accepted_at: Timestamp;
    /** When every stored issue had been matched by it. */
    matched_at: NullableTimestamp;
    /** The UTC day that its relative dates were last evaluated for. */
    matched_on: string | null;
  };
  "okr_sync.config_refusals": { only_one: boolean; at: Timestamp; problems: JSONColumnType<string[]> };
  "okr_sync.period_closures": { period: string; due: string; closed_at: Timestamp; revision: number };
  "okr_sync.frozen_progress": {
    period: string;
    due: string;
    subject: string;
    id: string;
    value: number | null;
    progress: number | null;
    raw_progress: number | null;
    counts: JSONColumnType<Counts> | null;
    in_scope: number | null;
    credited: number | null;
    grade: string | null;
  };
  "okr_sync.alerts": { id: GeneratedAlways<string>; kind: string; at: Timestamp; data: JSONColumnType<object> };
  "okr_sync.source_conditions": { source: string; condition: string; since: Timestamp };
  "okr_sync.told_health": { subject: string; id: string; health: string; at: Timestamp };
  "okr_sync.refused_signatures": { source: string; minute: Timestamp; count: number };
  "okr_sync.turns": { name: string; taken_at: Timestamp };
}

/** What moved a number. */
export interface Cause {
  kind: "delivery" | "check_in" | "link" | "config" | "date" | "reconcile" | "history";
  /** Delivery, check-in, link or revision id; the ref of the issue where one did it. */
  id: string | null;
  issue?: string | null;
}
