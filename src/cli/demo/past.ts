/** The demo's past: the weeks of work and check-ins that lie behind when you begin to look. */
import { dayMs } from "../../domain/day.ts";
import { type Calendar, createCalendar } from "./calendar.ts";
import { cast, type Member } from "./cast.ts";
import { betaEpic, drawEstimate, draftStoryIn, draftSubtask } from "./draft.ts";
import type { Random } from "./random.ts";
import type { Speakers, StatedMetric } from "./speakers.ts";
import type { StoryEvent } from "./story-event.ts";
import { type Life, livesOf } from "./story-lives.ts";
import { tidyUp } from "./tidy-up.ts";
import type { Tracker } from "./tracker.ts";
import { sprintAt, type WorkChange, type WorkItem } from "./work-item.ts";

export interface PastStep {
  at: Date;
  /** Happens on the trackers when it is called, so in order; null where there was nothing to do. */
  happen(): StoryEvent | null;
}

export interface PastOptions {
  trackers: readonly Tracker[];
  metrics: readonly StatedMetric[];
  speakers: Speakers;
  random: Random;
  from: Date;
  to: Date;
}

type Push = (at: Date, happen: (at: Date) => StoryEvent | null) => void;

/** Of six improvements that are done when the past ends, those that matter enough to count: one short of the example's target. */
const isMajor = (number: number) => number % 3 !== 1;

/** In the order of time, the same for the same chance. */
export function createPast(options: PastOptions): readonly PastStep[] {
  const { trackers, metrics, random, from, to } = options;
  const calendar = createCalendar(from, to);
  const steps: PastStep[] = [];
  const push: Push = (at, happen) => void steps.push({ at, happen: () => happen(at) });
  for (const [index, member] of cast.entries()) {
    const tracker = trackers.find(({ kind }) => kind === member.kind);
    if (tracker !== undefined) pushMember(push, { tracker, member, index, calendar, random });
  }
  pushDailyCare(push, options);
  for (const [index, metric] of metrics.entries()) pushCheckIns(push, metric, index, options, calendar);
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime()).filter(({ at }) => at <= to);
}

interface Place {
  tracker: Tracker;
  member: Member;
  index: number;
  calendar: Calendar;
  random: Random;
}

function pushMember(push: Push, { tracker, member, index, calendar, random }: Place): void {
  let own: WorkItem | null = null;
  push(new Date(calendar.at(0).getTime() + index * 60_000), (at) => {
    const parentId = tracker.items().find((item) => item.title === member.within)?.id ?? null;
    const { item, event } = tracker.create({ ...member.draft, parentId }, at);
    own = item;
    return { kind: "webhook", tracker, event, summary: `${item.key} created` };
  });
  const lives = member.plan === null ? [] : livesOf(member.plan, random);
  const starts = lives.flatMap(({ startedAt }) => startedAt ?? []);
  const firstStart = member.plan === null ? 0.05 : Math.min(...starts);
  if (Number.isFinite(firstStart))
    push(calendar.at(firstStart), (at) => changed(tracker, own, { state: "doing" }, "started", at));
  for (const [number, life] of lives.entries()) {
    const underWay = life.startedAt !== null && life.doneAt === null;
    const major = member.draft.title === betaEpic && (underWay || (life.doneAt !== null && isMajor(number)));
    pushLife(push, { tracker, life, calendar, random, draft: () => draftStoryIn(tracker, own, random, major) });
  }
}

interface LivingStory {
  tracker: Tracker;
  life: Life;
  calendar: Calendar;
  random: Random;
  draft: () => ReturnType<typeof draftStoryIn>;
}

function pushLife(push: Push, { tracker, life, calendar, random, draft }: LivingStory): void {
  let story: WorkItem | null = null;
  const on = (share: number | null, summary: string, changeAt: (at: Date) => WorkChange) => {
    if (share !== null) push(calendar.at(share), (at) => changed(tracker, story, changeAt(at), summary, at));
  };
  push(calendar.at(life.createdAt), (at) => {
    const { item, event } = tracker.create(draft(), at);
    story = item;
    return { kind: "webhook", tracker, event, summary: `${item.key} created` };
  });
  on(life.estimatedAt, "estimated", () => ({ estimate: drawEstimate(random) }));
  on(life.plannedAt, "planned", (at) => ({ sprint: sprintAt(at) }));
  on(life.startedAt, "started", () => ({ state: "doing" }));
  if (life.startedAt !== null && random.chance(0.15)) {
    pushSubtask(push, { tracker, life, calendar, random }, () => story);
  }
  on(life.reviewedAt, "in review", () => ({ state: "review" }));
  on(life.doneAt, "completed", () => ({ state: "done" }));
  on(life.reopenedAt, "reopened", () => ({ state: "doing" }));
  on(life.doneAgainAt, "completed", () => ({ state: "done" }));
  on(life.droppedAt, "cancelled", () => ({ state: "dropped" }));
}

/** Split off when its story has begun, and done before it. */
function pushSubtask(
  push: Push,
  { tracker, life, calendar, random }: Omit<LivingStory, "draft">,
  storyOf: () => WorkItem | null,
) {
  const { startedAt, doneAt } = life;
  const until = doneAt ?? 1;
  const share = (part: number) => calendar.at(startedAt! + (until - startedAt!) * part);
  let subtask: WorkItem | null = null;
  push(share(0.1), (at) => {
    const story = storyOf();
    if (story === null) return null;
    const { item, event } = tracker.create(draftSubtask(story, random), at);
    subtask = item;
    return { kind: "webhook", tracker, event, summary: `${item.key} split off ${story.key}` };
  });
  push(share(0.2), (at) => changed(tracker, subtask, { state: "doing" }, "started", at));
  push(share(0.6), (at) => changed(tracker, subtask, { state: "done" }, "completed", at));
}

function changed(
  tracker: Tracker,
  item: WorkItem | null,
  change: WorkChange,
  summary: string,
  at: Date,
): StoryEvent | null {
  if (item === null) return null;
  const { event } = tracker.change(item.id, change, at);
  return { kind: "webhook", tracker, event, summary: `${item.key} ${summary}` };
}

/** Before the day's work begins. */
const careAtMs = 7 * 3_600_000;

/** Somebody looks after each backlog at the same hour of every day, so that no source is silent for longer than sources may be. */
function pushDailyCare(push: Push, { trackers, random, from, to }: PastOptions): void {
  const firstDayMs = Math.floor(from.getTime() / dayMs) * dayMs + dayMs;
  for (let dayAt = firstDayMs; dayAt < to.getTime(); dayAt += dayMs) {
    for (const tracker of trackers) push(new Date(dayAt + careAtMs), (at) => tidyUp({ tracker, random, at }));
  }
}

const weekMs = 7 * dayMs;

/** Every week, each key result at a time of its own. */
function pushCheckIns(
  push: Push,
  metric: StatedMetric,
  index: number,
  { speakers, from, to }: PastOptions,
  calendar: Calendar,
) {
  const wholeMs = to.getTime() - from.getTime();
  for (let ms = weekMs * (0.35 + index * 0.13); ms < wholeMs; ms += weekMs) {
    push(calendar.at(ms / wholeMs), () => speakers.inPast(metric, ms / wholeMs));
  }
}
