/** A demo's script without a service: the simulated trackers on the example configuration, as the demo runs it. */
import { fileURLToPath } from "node:url";
import { loadDemoConfig } from "../../../src/cli/demo/demo-config.ts";
import type { PastStep } from "../../../src/cli/demo/past.ts";
import { pastSpan } from "../../../src/cli/demo/past-span.ts";
import { writeScript } from "../../../src/cli/demo/script.ts";
import type { StoryEvent } from "../../../src/cli/demo/story-event.ts";
import { type SimulatedSource, simulateSources } from "../../../src/cli/demo/trackers.ts";
import type { Config } from "../../../src/config/config.ts";
import { parseEnv } from "../../../src/env.ts";

const configDir = fileURLToPath(new URL("../../../config", import.meta.url));

/** The example configuration, moved to this instant. */
export function demoConfig(now: Date): Promise<Config> {
  const raw = {
    OKR_SYNC_CONFIG: configDir,
    JIRA_WEBHOOK_SECRET: "jira-secret",
    LINEAR_WEBHOOK_SECRET: "linear-secret",
  };
  const result = parseEnv(raw);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return loadDemoConfig(result.env, now);
}

export interface Told {
  sources: readonly SimulatedSource[];
  span: { from: Date; to: Date };
  past: readonly { at: Date; event: StoryEvent }[];
  live: readonly { at: Date; event: StoryEvent }[];
}

/** The past up to this instant, and so many events after it, half a second apart. */
export function tell(config: Config, { seed, now, live }: { seed: number; now: Date; live: number }): Told {
  const sources = simulateSources(config);
  const span = pastSpan(config, now, true);
  const script = writeScript(config, sources, span, seed);
  const past = script.past.flatMap((step: PastStep) => {
    const event = step.happen();
    return event === null ? [] : [{ at: step.at, event }];
  });
  const later = Array.from({ length: live }, (_, index) => {
    const at = new Date(now.getTime() + index * 500);
    return { at, event: script.story.next(at) };
  });
  return { sources, span, past, live: later };
}
