/** Scenes worth looking up for, told among the calm work: each finds its own part in what the trackers hold by then. */
import { laterEpics } from "./cast.ts";
import { betaEpic, draftStoryIn } from "./draft.ts";
import type { Random } from "./random.ts";
import type { Speakers, StatedMetric } from "./speakers.ts";
import type { StoryEvent, WebhookEvent } from "./story-event.ts";
import type { Tracker } from "./tracker.ts";
import { isOpen, type WorkChange, type WorkItem } from "./work-item.ts";

export interface Stage {
  trackers: readonly Tracker[];
  metrics: readonly StatedMetric[];
  /** Those of the configuration; a scene about another one is left out. */
  keyResultIds: ReadonlySet<string>;
  speakers: Speakers;
  random: Random;
}

export interface Scene {
  /** What to look at, in plain words. */
  headline: string;
  /** One event each, in order; null where there turns out to be nothing left to do. */
  steps: readonly ((at: Date) => StoryEvent | null)[];
}

export const sceneKinds = ["link", "scope", "reopened", "checkIn", "achieved"] as const;
export type SceneKind = (typeof sceneKinds)[number];

/** The scene of a kind in a round, counted from 0; null where nothing fits. */
export function sceneOf(kind: SceneKind, stage: Stage, round: number): Scene | null {
  return players[kind](stage, round);
}

const players: Readonly<Record<SceneKind, (stage: Stage, round: number) => Scene | null>> = {
  link: linkScene,
  scope: scopeScene,
  reopened: reopenedScene,
  checkIn: checkInScene,
  achieved: achievedScene,
};

interface Held {
  tracker: Tracker;
  item: WorkItem;
}

function findContainer({ trackers }: Stage, title: string): Held | null {
  for (const tracker of trackers) {
    const item = tracker.items().find((each) => each.kind === "container" && each.title === title);
    if (item !== undefined) return { tracker, item };
  }
  return null;
}

function storiesOf({ tracker, item }: Held): readonly WorkItem[] {
  return tracker.beneath(item.id).filter(({ kind }) => kind === "story");
}

function changed(tracker: Tracker, id: string, change: WorkChange, summary: string) {
  return (at: Date): WebhookEvent | null => {
    if (tracker.find(id) === null) return null;
    const { item, event } = tracker.change(id, change, at);
    return { kind: "webhook", tracker, event, summary: `${item.key} ${summary}` };
  };
}

function added({ tracker, item: container }: Held, random: Random) {
  return (at: Date): WebhookEvent => {
    const draft = { ...draftStoryIn(tracker, container, random), type: "Story", estimate: random.pick([5, 8, 8]) ?? 5 };
    const { item, event } = tracker.create({ ...draft, labels: [] }, at);
    return { kind: "webhook", tracker, event, summary: `${item.key} added to ${container.title}` };
  };
}

/** What waits to be linked from the start; after that, an epic that is begun for it. */
const unlinked = [
  { title: "Search that finds", keyResultId: "platform-complete" },
  { title: "Faster product pages", keyResultId: "checkout-rebuilt" },
] as const;

function linkScene(stage: Stage, round: number): Scene | null {
  const waiting = unlinked[round];
  if (waiting === undefined) return newEpicScene(stage, round);
  const container = findContainer(stage, waiting.title);
  if (container === null || !stage.keyResultIds.has(waiting.keyResultId)) return null;
  const { item } = container;
  const { keyResultId } = waiting;
  const link: StoryEvent = {
    kind: "link",
    issue: container.tracker.nameOf(item),
    keyResultId,
    summary: `${item.key} linked to ${keyResultId}`,
  };
  return {
    headline: `${item.type} “${item.title}” is linked to ${keyResultId}: its ${storiesOf(container).length} stories count from now on.`,
    steps: [() => link],
  };
}

function newEpicScene(stage: Stage, round: number): Scene | null {
  const { trackers, random, keyResultIds } = stage;
  const tracker = trackers[0];
  const keyResultId = round % 2 === 0 ? "platform-complete" : "checkout-rebuilt";
  if (tracker === undefined || !keyResultIds.has(keyResultId)) return null;
  const ordinal = round - unlinked.length;
  const stage2 = Math.floor(ordinal / laterEpics.length);
  const title = `${laterEpics[ordinal % laterEpics.length]}${stage2 === 0 ? "" : `, part ${stage2 + 1}`}`;
  let epic: WorkItem | null = null;
  const begin = (at: Date): StoryEvent => {
    const draft = { kind: "container", type: "Epic", title, estimate: null, labels: [], priority: "Medium" } as const;
    const { item, event } = tracker.create({ ...draft, parentId: null }, at);
    epic = item;
    return { kind: "webhook", tracker, event, summary: `${item.key} created` };
  };
  const add = (at: Date) => (epic === null ? null : added({ tracker, item: epic }, random)(at));
  const link = (): StoryEvent | null =>
    epic === null
      ? null
      : { kind: "link", issue: tracker.nameOf(epic), keyResultId, summary: `${epic.key} linked to ${keyResultId}` };
  return {
    headline: `A new epic, “${title}”, is begun and linked to ${keyResultId}.`,
    steps: [begin, add, add, add, link],
  };
}

const growths = [
  { title: "New shop platform", stories: 5, reason: "The accessibility audit asks for more" },
  { title: "Checkout", stories: 4, reason: "Legal has read the checkout" },
  { title: "Payments revamp", stories: 2, reason: "The bank wants one more method" },
  { title: "Search that finds", stories: 4, reason: "The beta users have wishes" },
] as const;

function scopeScene(stage: Stage, round: number): Scene | null {
  const growth = growths[round % growths.length]!;
  const container = findContainer(stage, growth.title);
  if (container === null) return null;
  const { tracker, item } = container;
  const again = isOpen(item) ? [] : [changed(tracker, item.id, { state: "doing" }, "taken up again")];
  return {
    headline: `${growth.reason}: ${growth.stories} more stories in “${item.title}”. Scope grows, the share that is done falls.`,
    steps: [...again, ...Array.from({ length: growth.stories }, () => added(container, stage.random))],
  };
}

const returns = [
  { title: "New shop platform", reason: "fails the load test" },
  { title: "Checkout", reason: "breaks on small phones" },
  { title: betaEpic, reason: "is not what the beta users meant" },
  { title: "Search that finds", reason: "is too slow with real data" },
] as const;

/** The largest story that is done comes back. */
function reopenedScene(stage: Stage, round: number): Scene | null {
  const { title, reason } = returns[round % returns.length]!;
  const container = findContainer(stage, title);
  if (container === null) return null;
  const done = storiesOf(container).filter(
    ({ state, priority }) => state === "done" && (title !== betaEpic || priority === "High"),
  );
  const story = done.toSorted((a, b) => (b.estimate ?? 0) - (a.estimate ?? 0))[0];
  if (story === undefined) return null;
  return {
    headline: `${story.key} “${story.title}” ${reason} and is re-opened: what was done is not.`,
    steps: [changed(container.tracker, story.id, { state: "doing" }, "reopened")],
  };
}

const stated = ["beta-satisfaction", "churn", "checkout-time", "repeat-purchases"] as const;

/** Every other round brings bad news. */
function checkInScene({ metrics, speakers }: Stage, round: number): Scene | null {
  const metric = metrics.find(({ keyResultId }) => keyResultId === stated[round % stated.length]);
  if (metric === undefined) return null;
  const event = round % 2 === 1 ? speakers.fallBack(metric) : speakers.now(metric);
  const { value, confidence, note } = event.statement;
  return {
    headline: `Check-in on ${metric.keyResultId}: ${value}, confidence ${Math.round(confidence * 100)} %. “${note}”`,
    steps: [() => event],
  };
}

/** Takes turns; whatever is achieved already is passed over. */
const achievements: readonly ((stage: Stage) => Scene | null)[] = [
  betaAchieved,
  paymentsAchieved,
  checkoutTimeAchieved,
];

function achievedScene(stage: Stage, round: number): Scene | null {
  for (let turn = 0; turn < achievements.length; turn += 1) {
    const scene = achievements[(round + turn) % achievements.length]!(stage);
    if (scene !== null) return scene;
  }
  return null;
}

/** The example's target of `beta-improvements`. */
const majorTarget = 5;

function betaAchieved(stage: Stage): Scene | null {
  const container = findContainer(stage, betaEpic);
  if (container === null || !stage.keyResultIds.has("beta-improvements")) return null;
  const { tracker } = container;
  const major = storiesOf(container).filter(({ priority }) => priority === "High");
  const missing = majorTarget - major.filter(({ state }) => state === "done").length;
  if (missing <= 0) return null;
  const open = major.filter(isOpen).slice(0, missing);
  if (open.length < missing) return null;
  return {
    headline: `beta-improvements is achieved: “${open.at(-1)?.title}” is the fifth improvement that ships.`,
    steps: open.map(({ id }) => changed(tracker, id, { state: "done" }, "completed")),
  };
}

function paymentsAchieved(stage: Stage): Scene | null {
  const container = findContainer(stage, "Payments revamp");
  if (container === null || !stage.keyResultIds.has("payments-live")) return null;
  const { tracker, item } = container;
  const open = storiesOf(container).filter(isOpen);
  if (open.length === 0) return null;
  // Sub-tasks hang under stories, and are not counted beside them.
  const finish = open.map(({ id }) => changed(tracker, id, { state: "done" }, "completed"));
  return {
    headline: `payments-live is achieved: the last ${open.length} stories of “${item.title}” are done, and the milestone with them.`,
    steps: [...finish, changed(tracker, item.id, { state: "done" }, "completed")],
  };
}

function checkoutTimeAchieved({ metrics, speakers }: Stage): Scene | null {
  const metric = metrics.find(({ keyResultId }) => keyResultId === "checkout-time");
  if (metric === undefined || speakers.isReached(metric)) return null;
  return {
    headline: `checkout-time is achieved: ${metric.target} seconds from basket to order.`,
    steps: [() => speakers.reach(metric)],
  };
}
