/** Tells a story to a service: webhooks through the trackers' post, check-ins through the API, at a pace. */
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../deps.ts";
import type { Api } from "../api.ts";
import type { Mail, Tally } from "./mail.ts";
import type { Story, StoryEvent } from "./story.ts";
import type { Tracker } from "./tracker.ts";

export interface Telling {
  story: Story;
  /** How each tracker's webhooks leave. */
  mails: ReadonlyMap<Tracker, Mail>;
  api: Api;
  clock: Clock;
  tally: Tally;
  /** Milliseconds between two events; 0 as fast as the receiver answers. */
  pauseMs: number;
  /** Events to tell; null until stopped. */
  limit: number | null;
  /** Stops the telling. */
  signal: AbortSignal;
  onEvent(event: StoryEvent): void;
}

/** Webhooks on their way at once when there is no pause, as trackers send several at once. */
const inFlightLimit = 8;

/** Resolves with the number of events told, when all of them are delivered. */
export async function tellStory(telling: Telling): Promise<number> {
  const { story, clock, limit, signal, pauseMs } = telling;
  const inFlight = new Set<Promise<void>>();
  const last = limit ?? Number.POSITIVE_INFINITY;
  let told = 0;
  while (told < last && !signal.aborted) {
    const event = story.next(clock());
    told += 1;
    telling.onEvent(event);
    const delivery = tellEvent(telling, event).finally(() => inFlight.delete(delivery));
    inFlight.add(delivery);
    if (inFlight.size >= inFlightLimit) await Promise.race(inFlight);
    if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(inFlight);
  for (const mail of telling.mails.values()) await mail.flush();
  return told;
}

async function tellEvent({ mails, api, tally }: Telling, event: StoryEvent): Promise<void> {
  if (event.kind === "webhook") {
    await mails.get(event.tracker)?.post(event.event);
    return;
  }
  const { keyResultId, value, confidence, note } = event;
  try {
    await api.post(`/api/v1/key-results/${encodeURIComponent(keyResultId)}/check-ins`, { value, confidence, note });
    tally.checkIns += 1;
  } catch (error) {
    tally.failures.push(`check-in on ${keyResultId}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
