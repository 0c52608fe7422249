/** The demo's story: what happens next on the simulated trackers, and what people say in check-ins. */
import { playAct } from "./acts.ts";
import { openingCast } from "./cast.ts";
import type { Random } from "./random.ts";
import type { Tracker, TrackerEvent } from "./tracker.ts";

/** A key result whose number people state, and the way that the number goes. */
export interface StatedMetric {
  keyResultId: string;
  start: number;
  target: number;
}

export type StoryEvent =
  | { kind: "webhook"; tracker: Tracker; event: TrackerEvent; summary: string }
  | { kind: "checkIn"; keyResultId: string; value: number; confidence: number; note: string; summary: string };

export interface Story {
  /** Plays on at this instant and tells what happened; a story has no end. */
  next(at: Date): StoryEvent;
}

/** People check in at this share of the events. */
const checkInShare = 0.05;

/** The first check-ins come this early, so that a short demo has them too. */
const firstCheckIn = 3;

/** A story on these trackers, the same for the same random numbers. */
export function createStory(trackers: readonly Tracker[], metrics: readonly StatedMetric[], random: Random): Story {
  if (trackers.length === 0) throw new RangeError("a story needs at least one tracker");
  const opening = openingCast.flatMap((member) => {
    const tracker = trackers.find(({ kind }) => kind === member.kind);
    return tracker === undefined ? [] : [{ ...member, tracker }];
  });
  const stated = new Map(metrics.map((metric) => [metric.keyResultId, 0]));
  let told = 0;

  function open({ tracker, draft, within }: (typeof opening)[number], at: Date): StoryEvent {
    const parentId = tracker.items().find((item) => item.title === within)?.id ?? null;
    const { item, event } = tracker.create({ ...draft, parentId }, at);
    return { kind: "webhook", tracker, event, summary: `${item.key} created` };
  }

  /** Values drift toward the target, now and then back a little, as measured numbers do. */
  function checkIn(metric: StatedMetric): StoryEvent {
    const { keyResultId, start, target } = metric;
    const drift = stated.get(keyResultId) ?? 0;
    const way = Math.min(1.05, Math.max(0, drift + random.next() * 0.16 - 0.03));
    stated.set(keyResultId, way);
    const value = Math.round((start + way * (target - start)) * 10) / 10;
    const confidence = Math.round((0.4 + way * 0.5) * 10) / 10;
    return {
      kind: "checkIn",
      keyResultId,
      value,
      confidence,
      note: way >= drift ? "Better than last week." : "A little worse than last week.",
      summary: `check-in on ${keyResultId}: ${value}`,
    };
  }

  function next(at: Date): StoryEvent {
    const beginning = opening.shift();
    if (beginning !== undefined) return open(beginning, at);
    told += 1;
    const metric = random.pick(metrics);
    if (metric !== undefined && (told === firstCheckIn || random.chance(checkInShare))) return checkIn(metric);
    const tracker = random.pick(trackers) as Tracker;
    const { item, event, summary } = playAct({ tracker, random, at });
    return { kind: "webhook", tracker, event, summary: `${item.key} ${summary}` };
  }

  return { next };
}
