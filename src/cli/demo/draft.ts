/** New work as teams write it down. */
import type { Random } from "./random.ts";
import { draftTitle } from "./titles.ts";
import type { Tracker } from "./tracker.ts";
import { type Draft, isOpen, type Priority, type WorkItem } from "./work-item.ts";

/** The epic whose improvements the example counts toward `beta-improvements`, where they matter enough. */
export const betaEpic = "Beta feedback";

/** Story points as teams give them. */
export function drawEstimate(random: Random): number {
  return random.pick([1, 2, 3, 3, 5, 5, 8]) ?? 3;
}

/** A new story in one of the tracker's open containers; in none where there is none. */
export function draftStory(tracker: Tracker, random: Random): Draft {
  const isPlace = (item: WorkItem) => item.kind === "container" && isOpen(item) && item.title !== betaEpic;
  return draftStoryIn(tracker, random.pick(tracker.items().filter(isPlace)) ?? null, random);
}

/** A new story in this container. What the beta users ask for is rated `High` or `Medium` as `major` says. */
export function draftStoryIn(tracker: Tracker, container: WorkItem | null, random: Random, major = false): Draft {
  const isBeta = container?.title === betaEpic;
  const titles = tracker.items().map(({ title }) => title);
  const type = random.pick(["Story", "Story", "Story", "Story", "Task", "Bug"]) ?? "Story";
  return {
    kind: "story",
    type: isBeta ? "Improvement" : type,
    title: draftTitle(container?.title ?? "Loose ends", titles, random),
    estimate: random.chance(0.85) ? drawEstimate(random) : null,
    labels: labelsOf(isBeta, random),
    priority: isBeta
      ? major
        ? "High"
        : "Medium"
      : (random.pick<Priority>(["High", "Medium", "Medium", "Low"]) ?? "Low"),
    parentId: container?.id ?? null,
  };
}

function labelsOf(isBeta: boolean, random: Random): readonly string[] {
  if (isBeta) return ["beta-feedback"];
  return random.chance(0.06) ? ["spike"] : [];
}

/** A piece of a story. */
export function draftSubtask(story: WorkItem, random: Random): Draft {
  return {
    kind: "subtask",
    type: "Sub-task",
    title: `${random.pick(["Tests", "Texts", "Review", "Measurements"])}: ${story.title}`,
    estimate: null,
    labels: [],
    priority: "Medium",
    parentId: story.id,
  };
}
