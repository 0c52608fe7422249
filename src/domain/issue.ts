/** What is known of one Jira issue, Linear issue, Linear project or Linear initiative. Plain data; see spec domain.md section 1. */

export const statusCategories = ["backlog", "unstarted", "started", "completed", "canceled"] as const;
export type StatusCategory = (typeof statusCategories)[number];

/** `<source id>:<the tracker's own immutable id>`, such as `jira:10021`; it survives moves and renames. */
export type IssueRef = string;

/** An ISO 8601 instant in UTC with milliseconds, such as `2026-11-02T10:00:00.000Z`; instants compare as text. */
export type Instant = string;

export type IssueKind = "issue" | "project" | "initiative";

export const edgeKinds = ["parent", "project", "initiative"] as const;
/** Nearest first where several lead to ancestors at the same distance. */
export type EdgeKind = (typeof edgeKinds)[number];

/**
 * One step up the tree, as the child's own snapshot states it. The target is known by `ref`, or by `key` alone (a Data
 * Center epic link). The other fields are the child's copy of the target's names, used only while the target itself is unknown.
 */
export interface Edge {
  kind: EdgeKind;
  ref: IssueRef | null;
  key: string | null;
  name: string | null;
  slug: string | null;
  url: string | null;
}

/** A numeric, text, yes/no or list value of a custom field, by the alias that `sources.yaml` gives it. Dates are ISO text. */
export type FieldValue = string | number | boolean | null | readonly string[];

export interface Issue {
  ref: IssueRef;
  /** Id of the source in `sources.yaml`. */
  source: string;
  kind: IssueKind;
  /** What people call it: `SHOP-12`, `ENG-7`; a Linear project's or initiative's slug id, else its id. */
  key: string;
  previousKeys: readonly string[];
  /** Linear's slug id of a project or initiative. */
  slug: string | null;
  url: string | null;
  title: string;
  type: string;
  /** −1 sub-task, 0 issue, 1 epic or Linear project, 2 and more above (Linear initiative 2). */
  level: number;
  status: string;
  statusCategory: StatusCategory;
  resolution: string | null;
  priority: string | null;
  /** Jira project key; null on Linear, where projects are containers of their own (see `edges`). */
  project: string | null;
  /** Linear team key; on Jira the value of the field alias `team`. */
  team: readonly string[];
  labels: readonly string[];
  components: readonly string[];
  versions: readonly string[];
  sprints: readonly string[];
  /** Linear cycle by name and by number. */
  cycle: readonly string[];
  milestone: string | null;
  /** Display name, e-mail address and account id, as far as known. */
  assignee: readonly string[];
  creator: readonly string[];
  /** Story points; null where there is none. */
  estimate: number | null;
  fields: Readonly<Record<string, FieldValue>>;
  createdAt: Instant | null;
  updatedAt: Instant;
  startedAt: Instant | null;
  /** Only while the category is completed. */
  completedAt: Instant | null;
  archived: boolean;
  /** Deleted or trashed. */
  removed: boolean;
  edges: readonly Edge[];
  /** Edge kinds about which this snapshot speaks, even if to say that there is none. */
  statedEdges: readonly EdgeKind[];
  /** An initiative's own list of the projects and initiatives directly beneath it; null where the snapshot does not say. */
  contains: readonly IssueRef[] | null;
}

/** Orders two states of one issue: (updatedAt, eventAt, digest), spec domain.md law 2. */
export interface IssueVersion {
  updatedAt: Instant;
  eventAt: Instant;
  /** SHA-256 of the state, lower-case hex. */
  digest: string;
}

export interface IssueState {
  issue: Issue;
  version: IssueVersion;
  /** What the snapshot gives by id only, so that its names are to be taken from what is known already. */
  unnamed?: readonly ("labels" | "team")[];
}
