/** What the simulated trackers hold: one model of work, which each tracker renders in its own words. */

export const siteNames = ["cloud", "server", "linear"] as const;
/** Jira Cloud, Jira Data Center and Linear. */
export type SiteName = (typeof siteNames)[number];

export const statuses = ["todo", "doing", "review", "done", "dropped"] as const;
export type Status = (typeof statuses)[number];

/** On Jira, epics are issues of level 1, and initiatives issues of level 2; on Linear they are projects and initiatives. */
export type Kind = "issue" | "subtask" | "container" | "initiative";

export interface Item {
  site: SiteName;
  kind: Kind;
  /** The tracker's own, immutable: digits on Jira, a UUID on Linear. */
  id: string;
  /** `SHOP-12`, `ENG-7`; a slug for Linear's projects and initiatives. */
  key: string;
  previousKeys: readonly string[];
  /** Jira's issue type; on Linear for nobody's eyes. */
  type: string;
  title: string;
  status: Status;
  labels: readonly string[];
  estimate: number | null;
  /** Id of the item above: story of a sub-task, epic of a story; on Linear of the parent issue, or above an initiative. */
  parent: string | null;
  /** Linear: id of an issue's project. */
  project: string | null;
  /** Linear: ids of a project's initiatives. */
  initiatives: readonly string[];
  sprint: string | null;
  assignee: string | null;
  /** Instants are epoch milliseconds. */
  createdAtMs: number;
  updatedAtMs: number;
  statusAtMs: number;
  startedAtMs: number | null;
  completedAtMs: number | null;
  archivedAtMs: number | null;
  /** Linear: in the trash since `archivedAtMs`. */
  trashed: boolean;
  /** No API knows of it any more. */
  gone: boolean;
}

export type Draft = Pick<Item, "site" | "kind"> &
  Partial<Pick<Item, "title" | "labels" | "estimate" | "parent" | "project" | "initiatives" | "status">> & {
    /** Jira's project or Linear's team; default: the site's first. */
    space?: string;
  };

/** Jira's projects and Linear's teams. */
export const spaces: Readonly<Record<SiteName, readonly string[]>> = {
  cloud: ["SHOP", "BETA"],
  server: ["CORE", "OPS"],
  linear: ["ENG", "WEB"],
};

export const people: Readonly<Record<string, { id: string; name: string; email: string }>> = {
  ana: { id: "11111111-1111-4111-8111-111111111111", name: "Ana Silva", email: "ana@example.com" },
  cleo: { id: "22222222-2222-4222-8222-222222222222", name: "Cleo Baker", email: "cleo@example.com" },
};

/** Who creates everything. */
export const creator = people.cleo!;

export function isFinished({ status }: Pick<Item, "status">): boolean {
  return status === "done" || status === "dropped";
}

/** Jira's project or Linear's team in a key. */
export function spaceOf({ key }: Pick<Item, "key">): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("-")));
}
