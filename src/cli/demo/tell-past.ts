/** Tells the past to a service whose clock stands in it: day by day, each day processed before the next one dawns. */
import type { Api } from "../api.ts";
import { waitUntilSettled } from "../settled.ts";
import type { Mail, Tally } from "./mail.ts";
import type { PastStep } from "./past.ts";
import type { StoryClock } from "./story-clock.ts";
import { tellEvent } from "./telling.ts";
import type { Tracker } from "./tracker.ts";

export interface PastTelling {
  steps: readonly PastStep[];
  mails: ReadonlyMap<Tracker, Mail>;
  api: Api;
  clock: StoryClock;
  tally: Tally;
  signal: AbortSignal;
  /** Hears of each day before it is told, as `2026-10-31`. */
  onDay: (day: string) => void;
}

/** A day's work is small: it is looked at often whether it is done. */
const settling = { pollMs: 5, patienceMs: 60_000 };

/** Resolves with the number of events told. */
export async function tellPast(telling: PastTelling): Promise<number> {
  const { steps, api, clock, tally, signal, onDay } = telling;
  const byDay = Map.groupBy(steps, ({ at }) => at.toISOString().slice(0, 10));
  let told = 0;
  for (const [day, ofDay] of byDay) {
    if (signal.aborted) break;
    onDay(day);
    told += await tellDay(telling, ofDay);
    if (await waitUntilSettled(api, settling.patienceMs, settling.pollMs)) continue;
    tally.failures.push(`what happened on ${day} is still not processed`);
    break;
  }
  clock.catchUp();
  return told;
}

/** One after the other, so that the hours of a day are told apart. */
async function tellDay(telling: PastTelling, steps: readonly PastStep[]): Promise<number> {
  let told = 0;
  for (const step of steps) {
    const event = step.happen();
    if (event === null) continue;
    telling.clock.advance(step.at);
    await tellEvent(telling, event);
    told += 1;
  }
  for (const mail of telling.mails.values()) await mail.flush();
  return told;
}
