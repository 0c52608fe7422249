/** What the simulated trackers hold: work in the words that both have in common; each renders it in its own. */

export const workStates = ["todo", "doing", "review", "done", "dropped"] as const;
export type WorkState = (typeof workStates)[number];

/** Epics and Linear projects are containers; an initiative holds containers; a sub-task hangs under a story. */
export type WorkKind = "initiative" | "container" | "story" | "subtask";

export const priorities = ["Highest", "High", "Medium", "Low"] as const;
export type Priority = (typeof priorities)[number];

export interface Draft {
  kind: WorkKind;
  /** The tracker's name of it: `Epic`, `Story`, `Improvement`, `Bug`, `Sub-task`; Linear does not show it. */
  type: string;
  title: string;
  estimate: number | null;
  labels: readonly string[];
  priority: Priority;
  /** Id of the item above it in the same tracker. */
  parentId: string | null;
  /** The number of its key, where rules name it; otherwise the next free one. */
  number?: number;
}

export interface WorkItem extends Draft {
  id: string;
  /** `SHOP-12`, `ENG-7`; a slug where the tracker gives none. */
  key: string;
  state: WorkState;
  /** Name of the sprint or cycle. */
  sprint: string | null;
  /** Instants are ISO 8601 in UTC with milliseconds. */
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  stateChangedAt: string;
  /** When it came to rest as done or dropped. */
  closedAt: string | null;
}

export type WorkChange = Partial<
  Pick<WorkItem, "title" | "state" | "estimate" | "labels" | "priority" | "parentId" | "sprint">
>;

export function isOpen(item: WorkItem): boolean {
  return item.state !== "done" && item.state !== "dropped";
}

/** A new item as its draft describes it. */
export function createdItem(draft: Draft, identity: { id: string; key: string }, at: string): WorkItem {
  return {
    ...draft,
    ...identity,
    state: "todo",
    sprint: null,
    createdAt: at,
    updatedAt: at,
    startedAt: null,
    stateChangedAt: at,
    closedAt: null,
  };
}

/** The item after a change: the times that go with a state follow it. */
export function changedItem(item: WorkItem, change: WorkChange, at: string): WorkItem {
  const next: WorkItem = { ...item, ...change, updatedAt: at };
  if (next.state === item.state) return next;
  return {
    ...next,
    stateChangedAt: at,
    startedAt: next.state === "todo" ? null : (item.startedAt ?? at),
    closedAt: isOpen(next) ? null : at,
  };
}

/** The sprint or cycle of two weeks that an instant falls into. */
export function sprintAt(at: Date): string {
  return `Sprint ${Math.floor(at.getTime() / (14 * 86_400_000)) % 100}`;
}
