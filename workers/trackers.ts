/** One tracker a source, kept: it remembers the limits that the source's API has told it. */
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import type { SourceConfig } from "../src/config/config.ts";
import type { Clock, Deps } from "../src/deps.ts";
import { codedError } from "../src/errors.ts";
import { sourceOf } from "../src/sources/index.ts";
import type { Tracker } from "../src/sources/source.ts";

export interface TrackersOptions {
  sources: () => readonly SourceConfig[];
  clock: Clock;
  log: Logger;
}

/** Opens trackers as they are asked for, and anew where a source's settings have changed; throws SOURCE_UNKNOWN. */
export function createTrackers({ sources, clock, log }: TrackersOptions): Deps["openTracker"] {
  const opened = new Map<string, { settings: SourceConfig; tracker: Tracker | null }>();
  const nowMs = () => clock().getTime();
  return (id) => {
    const settings = sources().find((source) => source.id === id);
    if (settings === undefined) throw codedError("SOURCE_UNKNOWN", `no source has the id "${id}"`);
    const known = opened.get(id);
    if (known !== undefined && isDeepStrictEqual(known.settings, settings)) return known.tracker;
    const tracker = sourceOf(settings.kind).open(settings, { fetch, nowMs, sleep: pause, log });
    opened.set(id, { settings, tracker });
    return tracker;
  };
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
}
