/** What teams do to their work in the demo, each with how often it happens. An act that finds nothing to do answers null. */
import { draftStory, draftSubtask, draftTitle, drawEstimate } from "./cast.ts";
import type { Random } from "./random.ts";
import type { Tracker, TrackerEvent } from "./tracker.ts";
import { isOpen, type WorkChange, type WorkItem } from "./work-item.ts";

export interface TrackerAct {
  /** What happened, in a few words for people. */
  summary: string;
  item: WorkItem;
  event: TrackerEvent;
}

interface Scene {
  tracker: Tracker;
  random: Random;
  at: Date;
}

interface Act {
  /** Relative to the other acts. */
  weight: number;
  play(scene: Scene): TrackerAct | null;
}

/** Teams stop taking on work above so many open stories a tracker, and take on more below. */
const openStories = { few: 8, many: 24 };

export const acts: readonly Act[] = [
  { weight: 5, play: (scene) => (openStoriesOf(scene) < openStories.many ? create(scene) : null) },
  { weight: 5, play: (scene) => (openStoriesOf(scene) < openStories.few ? create(scene) : null) },
  { weight: 1, play: split },
  { weight: 2, play: estimate },
  { weight: 5, play: (scene) => change(scene, "started", isTodo, () => ({ state: "doing" })) },
  { weight: 2, play: (scene) => change(scene, "in review", isDoing, () => ({ state: "review" })) },
  { weight: 6, play: (scene) => change(scene, "completed", isUnderWay, () => ({ state: "done" })) },
  { weight: 0.7, play: (scene) => change(scene, "reopened", isDone, () => ({ state: "doing" })) },
  { weight: 0.6, play: (scene) => change(scene, "cancelled", isOpenWork, () => ({ state: "dropped" })) },
  { weight: 0.5, play: moveToOtherContainer },
  { weight: 1, play: label },
  { weight: 0.7, play: (scene) => change(scene, "renamed", isOpenWork, () => ({ title: draftTitle(scene.random) })) },
  { weight: 0.8, play: (scene) => change(scene, "planned", isUnplanned, () => ({ sprint: sprintOf(scene) })) },
  { weight: 0.3, play: remove },
  { weight: 0.6, play: followUp },
  { weight: 0.3, play: wrapUp },
];

/** Draws that may find nothing to do before new work is taken on instead, as on an empty tracker. */
const greatestDraws = 40;

/** Plays one act by chance, of those that find something to do. */
export function playAct(scene: Scene): TrackerAct {
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

const isWork = (item: WorkItem) => item.kind === "story" || item.kind === "subtask";
const isOpenWork = (item: WorkItem) => isWork(item) && isOpen(item);
const isTodo = (item: WorkItem) => isWork(item) && item.state === "todo";
const isDoing = (item: WorkItem) => isWork(item) && item.state === "doing";
const isUnderWay = (item: WorkItem) => isDoing(item) || (isWork(item) && item.state === "review");
const isDone = (item: WorkItem) => isWork(item) && item.state === "done";
const isUnplanned = (item: WorkItem) => item.kind === "story" && isOpen(item) && item.sprint === null;

function openStoriesOf({ tracker }: Scene): number {
  return tracker.items().filter((item) => item.kind === "story" && isOpen(item)).length;
}

function sprintOf({ at }: Scene): string {
  return `Sprint ${Math.floor(at.getTime() / (14 * 86_400_000)) % 100}`;
}

function create(scene: Scene): TrackerAct {
  const made = scene.tracker.create(draftStory(scene.tracker, scene.random), scene.at);
  return { ...made, summary: "created" };
}

function split(scene: Scene): TrackerAct | null {
  const story = scene.random.pick(scene.tracker.items().filter((item) => item.kind === "story" && isOpen(item)));
  if (story === undefined) return null;
  return { ...scene.tracker.create(draftSubtask(story, scene.random), scene.at), summary: `split off ${story.key}` };
}

/** Changes one item that fits. */
function change(
  { tracker, random, at }: Scene,
  summary: string,
  fits: (item: WorkItem) => boolean,
  changeOf: (item: WorkItem) => WorkChange,
): TrackerAct | null {
  const item = random.pick(tracker.items().filter(fits));
  return item === undefined ? null : { ...tracker.change(item.id, changeOf(item), at), summary };
}

function estimate(scene: Scene): TrackerAct | null {
  const points = drawEstimate(scene.random);
  const fits = (item: WorkItem) => isOpenWork(item) && item.kind === "story" && item.estimate !== points;
  return change(scene, `estimated at ${points}`, fits, () => ({ estimate: points }));
}

function moveToOtherContainer(scene: Scene): TrackerAct | null {
  const container = scene.random.pick(scene.tracker.items().filter((item) => item.kind === "container"));
  if (container === undefined) return null;
  const fits = (item: WorkItem) => item.kind === "story" && item.parentId !== container.id;
  return change(scene, `moved to ${container.title}`, fits, () => ({ parentId: container.id }));
}

function label(scene: Scene): TrackerAct | null {
  const name = scene.random.pick(["beta-feedback", "beta/speed", "spike", "kr:platform-complete"]) ?? "spike";
  const fits = (item: WorkItem) => item.kind === "story";
  return change(scene, `label ${name} on or off`, fits, ({ labels }) => ({
    labels: labels.includes(name) ? labels.filter((other) => other !== name) : [...labels, name],
  }));
}

/** Deletes a story that nothing hangs beneath. */
function remove({ tracker, random, at }: Scene): TrackerAct | null {
  const parents = new Set(tracker.items().map((item) => item.parentId));
  const item = random.pick(tracker.items().filter((candidate) => isWork(candidate) && !parents.has(candidate.id)));
  return item === undefined ? null : { ...tracker.remove(item.id, at), summary: "deleted" };
}

/** An epic is closed when most of its work is. */
function wrapUp(scene: Scene): TrackerAct | null {
  const { tracker } = scene;
  const fits = (item: WorkItem) => {
    const work = tracker.beneath(item.id);
    const closed = work.filter((part) => !isOpen(part)).length;
    return item.kind === "container" && item.state === "doing" && closed >= 2 && closed >= work.length / 2;
  };
  // The epics that rules name go on: there is always more to do on a checkout.
  return change(
    scene,
    "completed",
    (item) => fits(item) && item.labels.length > 0,
    () => ({ state: "done" }),
  );
}

/** An epic or project starts with the first of its work. */
function followUp(scene: Scene): TrackerAct | null {
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
