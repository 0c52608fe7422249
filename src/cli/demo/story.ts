/** The demo's story while you look: calm work on the simulated trackers, check-ins, and scenes worth looking up for. */
import { playAct } from "./acts.ts";
import { type Scene, sceneKinds, sceneOf, type Stage } from "./scenes.ts";
import type { StoryEvent } from "./story-event.ts";
import type { Tracker } from "./tracker.ts";

export interface Story {
  /** Plays on at this instant and tells what happened; a story has no end. */
  next(at: Date): StoryEvent;
}

/** People check in at this share of the events, beside the scenes. */
const checkInShare = 0.012;

/** Scenes begin at these events of each round, in the order of their kinds: at two events a second, five in a minute and a half. */
const sceneAt = [14, 54, 92, 124, 160] as const;
const roundLength = 200;

/** A story on these trackers, the same for the same chance and the same past. */
export function createStory(stage: Stage): Story {
  const { trackers, metrics, speakers, random } = stage;
  if (trackers.length === 0) throw new RangeError("a story needs at least one tracker");
  let upcoming: Scene["steps"] = [];
  let told = 0;

  function next(at: Date): StoryEvent {
    told += 1;
    return nextOfScene(at) ?? beginScene(at) ?? nextByChance(at);
  }

  function nextOfScene(at: Date): StoryEvent | null {
    while (upcoming.length > 0) {
      const [step, ...later] = upcoming;
      upcoming = later;
      const event = step!(at);
      if (event !== null) return event;
    }
    return null;
  }

  function beginScene(at: Date): StoryEvent | null {
    const kind = sceneKinds[sceneAt.findIndex((each) => each === told % roundLength)];
    const scene = kind === undefined ? null : sceneOf(kind, stage, Math.floor(told / roundLength));
    if (scene === null) return null;
    upcoming = scene.steps;
    const event = nextOfScene(at);
    return event === null ? null : { ...event, headline: scene.headline };
  }

  function nextByChance(at: Date): StoryEvent {
    const metric = random.pick(metrics.filter((each) => !speakers.isReached(each)));
    if (metric !== undefined && random.chance(checkInShare)) return speakers.now(metric);
    return playAct({ tracker: random.pick(trackers) as Tracker, random, at });
  }

  return { next };
}
