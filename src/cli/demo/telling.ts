/** Tells a story to a service: webhooks through the trackers' post, check-ins through the API, at a pace. */
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../deps.ts";
import { isCodedError } from "../../errors.ts";
import type { Api } from "../api.ts";
import type { Mail, Tally } from "./mail.ts";
import type { Story } from "./story.ts";
import type { StoryEvent } from "./story-event.ts";
import type { Tracker } from "./tracker.ts";

/** Where what happens is told to. */
export interface Listener {
  /** How each tracker's webhooks leave. */
  mails: ReadonlyMap<Tracker, Mail>;
  api: Api;
  tally: Tally;
}

export interface Telling extends Listener {
  story: Story;
  clock: Clock;
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

/** What goes wrong is counted, and does not end the story. */
export async function tellEvent({ mails, api, tally }: Listener, event: StoryEvent): Promise<void> {
  if (event.kind === "webhook") {
    await mails.get(event.tracker)?.post(event.event);
    return;
  }
  try {
    if (event.kind === "checkIn") {
      await api.post(`/api/v1/key-results/${encodeURIComponent(event.keyResultId)}/check-ins`, event.statement);
      tally.checkIns += 1;
    } else {
      await api.post("/api/v1/links", { issue: event.issue, keyResult: event.keyResultId });
      tally.links += 1;
    }
  } catch (error) {
    // On a database that keeps its data, an earlier demo may have linked it.
    if (isCodedError(error) && error.code === "LINK_EXISTS") return;
    tally.failures.push(`${event.summary}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
