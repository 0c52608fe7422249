/** Small care for a backlog: nothing of it moves a number. */
import type { Random } from "./random.ts";
import type { WebhookEvent } from "./story-event.ts";
import { retitled } from "./titles.ts";
import type { Tracker } from "./tracker.ts";
import { isOpen, priorities, sprintAt, type WorkChange, type WorkItem } from "./work-item.ts";

export interface Scene {
  tracker: Tracker;
  random: Random;
  at: Date;
}

interface Care {
  summary: string;
  fits: (item: WorkItem) => boolean;
  change: (item: WorkItem, scene: Scene) => WorkChange;
}

const careLabels = ["needs-texts", "design", "accessibility", "tech-debt"];

/** What beta users asked for keeps its priority: the example counts by it. */
const cares: readonly Care[] = [
  {
    summary: "planned",
    fits: ({ sprint }) => sprint === null,
    change: (_item, { at }) => ({ sprint: sprintAt(at) }),
  },
  {
    summary: "prioritised",
    fits: ({ labels }) => !labels.includes("beta-feedback"),
    change: (item, { random }) => ({
      priority: random.pick(priorities.filter((each) => each !== item.priority)) ?? "Low",
    }),
  },
  {
    summary: "label changed",
    fits: () => true,
    change: ({ labels }, { random }) => {
      const name = random.pick(careLabels) ?? "design";
      return { labels: labels.includes(name) ? labels.filter((other) => other !== name) : [...labels, name] };
    },
  },
];

const renaming: Care = {
  summary: "renamed",
  fits: () => true,
  change: ({ title }, { random }) => ({ title: retitled(title, random) }),
};

/** A new title is rare. */
const renamingShare = 0.06;

/** Cares for one open story; null where there is none. */
export function tidyUp(scene: Scene): WebhookEvent | null {
  const { tracker, random, at } = scene;
  const item = random.pick(tracker.items().filter((each) => each.kind === "story" && isOpen(each)));
  if (item === undefined) return null;
  const care = random.chance(renamingShare) ? renaming : random.pick(cares.filter(({ fits }) => fits(item)));
  const { change, summary } = care ?? renaming;
  const { event } = tracker.change(item.id, change(item, scene), at);
  return { kind: "webhook", tracker, event, summary: `${item.key} ${summary}` };
}
