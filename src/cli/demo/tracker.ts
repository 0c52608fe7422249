/** A simulated tracker: content that changes, and the webhook payload that each change sends. */
import { changedItem, createdItem, type Draft, type WorkChange, type WorkItem } from "./work-item.ts";

export type Payload = Readonly<Record<string, unknown>>;

/** One webhook that the tracker would send. */
export interface TrackerEvent {
  /** The tracker's name of the event, as its headers carry it. */
  name: string;
  payload: Payload;
}

/** What else the tracker holds, for payloads that name other items. */
export interface Content {
  /** Null once it is deleted. */
  find(id: string | null): WorkItem | null;
  /** What hangs directly beneath an item. */
  beneath(id: string): readonly WorkItem[];
}

/** What makes a tracker Jira or Linear: identities and payloads. Pure. */
export interface Dialect {
  /** Kind of source that understands these payloads, as in `sources.yaml`. */
  kind: string;
  identify(ordinal: number, draft: Draft): { id: string; key: string };
  created(item: WorkItem, content: Content): TrackerEvent;
  changed(before: WorkItem, after: WorkItem, content: Content): TrackerEvent;
  removed(item: WorkItem, at: string, content: Content): TrackerEvent;
  /** How people name an item to others: by key, or by address where it has none. */
  nameOf(item: WorkItem): string;
}

export interface Tracker extends Content {
  kind: string;
  /** What is there now, oldest first; deleted items are gone. */
  items(): readonly WorkItem[];
  create(draft: Draft, at: Date): { item: WorkItem; event: TrackerEvent };
  change(id: string, change: WorkChange, at: Date): { item: WorkItem; event: TrackerEvent };
  remove(id: string, at: Date): { item: WorkItem; event: TrackerEvent };
  nameOf(item: WorkItem): string;
}

/**
 * An empty tracker that speaks a dialect. No two of its changes share a millisecond: trackers order states by time, and a
 * demo that runs at full speed would otherwise make two states that nobody can tell apart.
 */
export function createTracker(dialect: Dialect): Tracker {
  const items = new Map<string, WorkItem>();
  let ordinal = 0;
  let latestMs = 0;

  function instant(at: Date): string {
    latestMs = Math.max(at.getTime(), latestMs + 1);
    return new Date(latestMs).toISOString();
  }

  function get(id: string): WorkItem {
    const item = items.get(id);
    if (item === undefined) throw new RangeError(`the simulated ${dialect.kind} holds no item ${id}`);
    return item;
  }

  const content: Content = {
    find: (id) => (id === null ? null : (items.get(id) ?? null)),
    beneath: (id) => [...items.values()].filter((item) => item.parentId === id),
  };

  return {
    kind: dialect.kind,
    nameOf: (item) => dialect.nameOf(item),
    items: () => [...items.values()],
    ...content,
    create(draft, at) {
      const item = createdItem(draft, dialect.identify(ordinal++, draft), instant(at));
      items.set(item.id, item);
      return { item, event: dialect.created(item, content) };
    },
    change(id, change, at) {
      const before = get(id);
      const item = changedItem(before, change, instant(at));
      items.set(id, item);
      return { item, event: dialect.changed(before, item, content) };
    },
    remove(id, at) {
      const item = get(id);
      const event = dialect.removed(item, instant(at), content);
      items.delete(id);
      return { item, event };
    },
  };
}
