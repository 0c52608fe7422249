/** What is told in one demo: the past, and the story that goes on from there. */
import { type Config, keyResultsOf } from "../../config/config.ts";
import { createPast, type PastStep } from "./past.ts";
import { createRandom } from "./random.ts";
import { createSpeakers } from "./speakers.ts";
import { statedMetrics } from "./stated-metrics.ts";
import { createStory, type Story } from "./story.ts";
import type { SimulatedSource } from "./trackers.ts";

/** The past is to happen whole before the story begins. The same for the same seed and span. */
export function writeScript(
  config: Config,
  sources: readonly SimulatedSource[],
  span: { from: Date; to: Date },
  seed: number,
): { past: readonly PastStep[]; story: Story } {
  const trackers = sources.map(({ tracker }) => tracker);
  const metrics = statedMetrics(config);
  const random = createRandom(seed);
  const speakers = createSpeakers(random);
  const keyResultIds = new Set(keyResultsOf(config).map(({ id }) => id));
  return {
    past: createPast({ trackers, metrics, speakers, random, from: span.from, to: span.to }),
    story: createStory({ trackers, metrics, keyResultIds, speakers, random }),
  };
}
