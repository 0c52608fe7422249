/** What teams do to their work in the demo, each with how often it happens. An act that finds nothing to do answers null. */
import { draftStory, draftSubtask, drawEstimate } from "./draft.ts";
import type { Random } from "./random.ts";
import type { WebhookEvent } from "./story-event.ts";
import { type Scene, tidyUp } from "./tidy-up.ts";
import { isOpen, type WorkChange, type WorkItem } from "./work-item.ts";

interface Act {
  /** Relative to the other acts. */
  weight: number;
  play(scene: Scene): WebhookEvent | null;
}

/** Teams take on work so that about this share of all stories is open: numbers go up slowly, and never all the way. */
const openShares = { few: 0.25, many: 0.4 };

/** Calm: most of it is care, and work that goes to and fro; a few acts of a hundred move a number for good. */
export const acts: readonly Act[] = [
  { weight: 3, play: (scene) => (openShareOf(scene) < openShares.few ? create(scene) : null) },
  { weight: 1, play: (scene) => (openShareOf(scene) < openShares.many ? create(scene) : null) },
  { weight: 2, play: split },
  { weight: 0.8, play: estimate },
  { weight: 2, play: (scene) => change(scene, "started", isTodo, () => ({ state: "doing" })) },
  { weight: 0.8, play: (scene) => change(scene, "put back", isDoing, () => ({ state: "todo" })) },
  { weight: 1, play: (scene) => change(scene, "in review", isDoing, () => ({ state: "review" })) },
  { weight: 0.8, play: (scene) => change(scene, "sent back from review", isInReview, () => ({ state: "doing" })) },
  { weight: 1.4, play: completeStory },
  { weight: 4, play: (scene) => change(scene, "completed", isOpenSubtask, () => ({ state: "done" })) },
  { weight: 0.3, play: (scene) => change(scene, "reopened", isDone, () => ({ state: "doing" })) },
  { weight: 0.3, play: (scene) => change(scene, "cancelled", isOpenWork, () => ({ state: "dropped" })) },
  { weight: 0.3, play: moveToOtherContainer },
  { weight: 10, play: tidyUp },
  { weight: 0.3, play: remove },
  { weight: 0.6, play: followUp },
  { weight: 0.3, play: wrapUp },
];

/** Draws that may find nothing to do before new work is taken on instead, as on an empty tracker. */
const greatestDraws = 40;

/** Plays one act by chance, of those that find something to do. */
export function playAct(scene: Scene): WebhookEvent {
  for (let draws = 0; draws < greatestDraws; draws += 1) {
    const played = drawAct(scene.random)?.play(scene);
    if (played) return played;
  }
  return create(scene);
}

function drawAct(random: Random): Act | undefined {
  const total = acts.reduce((sum, act) => sum + act.weight, 0);
  let drawn = random.next() * total;
  return acts.find(({ weight }) => (drawn -= weight) < 0);
}

/** What beta users asked for is left to the scenes: the example counts its few improvements one by one. */
const isWork = (item: WorkItem) =>
  (item.kind === "story" || item.kind === "subtask") && !item.labels.includes("beta-feedback");
const isOpenWork = (item: WorkItem) => isWork(item) && isOpen(item);
const isTodo = (item: WorkItem) => isWork(item) && item.state === "todo";
const isDoing = (item: WorkItem) => isWork(item) && item.state === "doing";
const isInReview = (item: WorkItem) => isWork(item) && item.state === "review";
const isDone = (item: WorkItem) => isWork(item) && item.state === "done";
const isOpenSubtask = (item: WorkItem) => item.kind === "subtask" && isOpen(item) && item.state !== "todo";

function openShareOf({ tracker }: Scene): number {
  const stories = tracker.items().filter((item) => item.kind === "story");
  return stories.length === 0 ? 0 : stories.filter(isOpen).length / stories.length;
}

/** Done by chance only where more is open beside it: what ends a whole epic is worth a scene. */
function completeStory(scene: Scene): WebhookEvent | null {
  const { tracker } = scene;
  const openBeside = (item: WorkItem) =>
    tracker.items().filter((other) => other.kind === "story" && other.parentId === item.parentId && isOpen(other))
      .length;
  const fits = (item: WorkItem) =>
    isWork(item) && item.kind === "story" && (isDoing(item) || isInReview(item)) && openBeside(item) > 2;
  return change(scene, "completed", fits, () => ({ state: "done" }));
}

function create(scene: Scene): WebhookEvent {
  const { tracker, random, at } = scene;
  const { item, event } = tracker.create(draftStory(tracker, random), at);
  return { kind: "webhook", tracker, event, summary: `${item.key} created` };
}

function split({ tracker, random, at }: Scene): WebhookEvent | null {
  const story = random.pick(tracker.items().filter((item) => item.kind === "story" && isDoing(item)));
  if (story === undefined) return null;
  const { item, event } = tracker.create(draftSubtask(story, random), at);
  return { kind: "webhook", tracker, event, summary: `${item.key} split off ${story.key}` };
}

/** Changes one item that fits. */
function change(
  { tracker, random, at }: Scene,
  summary: string,
  fits: (item: WorkItem) => boolean,
  changeOf: (item: WorkItem) => WorkChange,
): WebhookEvent | null {
  const found = random.pick(tracker.items().filter(fits));
  if (found === undefined) return null;
  const { item, event } = tracker.change(found.id, changeOf(found), at);
  return { kind: "webhook", tracker, event, summary: `${item.key} ${summary}` };
}

function estimate(scene: Scene): WebhookEvent | null {
  const points = drawEstimate(scene.random);
  const fits = (item: WorkItem) => isOpenWork(item) && item.kind === "story" && item.estimate !== points;
  return change(scene, `estimated at ${points}`, fits, () => ({ estimate: points }));
}

function moveToOtherContainer(scene: Scene): WebhookEvent | null {
  const container = scene.random.pick(
    scene.tracker.items().filter((item) => item.kind === "container" && isOpen(item)),
  );
  if (container === undefined) return null;
  const fits = (item: WorkItem) => isTodo(item) && item.kind === "story" && item.parentId !== container.id;
  return change(scene, `moved to ${container.title}`, fits, () => ({ parentId: container.id }));
}

/** Deletes work that nobody has begun and nothing hangs beneath. */
function remove({ tracker, random, at }: Scene): WebhookEvent | null {
  const parents = new Set(tracker.items().map((item) => item.parentId));
  const item = random.pick(tracker.items().filter((candidate) => isTodo(candidate) && !parents.has(candidate.id)));
  if (item === undefined) return null;
  const { event } = tracker.remove(item.id, at);
  return { kind: "webhook", tracker, event, summary: `${item.key} deleted` };
}

/** An epic is closed when all of its work is. */
function wrapUp(scene: Scene): WebhookEvent | null {
  const fits = (item: WorkItem) => {
    const work = scene.tracker.beneath(item.id);
    return item.kind === "container" && item.state === "doing" && work.length >= 2 && !work.some(isOpen);
  };
  return change(scene, "completed", fits, () => ({ state: "done" }));
}

/** An epic or project starts with the first of its work. */
function followUp(scene: Scene): WebhookEvent | null {
  const { tracker } = scene;
  const started = new Set(
    tracker
      .items()
      .filter((item) => item.state !== "todo")
      .map((item) => item.parentId),
  );
  const fits = (item: WorkItem) =>
    (item.kind === "container" || item.kind === "initiative") && item.state === "todo" && started.has(item.id);
  return change(scene, "started", fits, () => ({ state: "doing" }));
}
