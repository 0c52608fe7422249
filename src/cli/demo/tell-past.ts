/** Tells the past to a service whose clock stands in it: chapter by chapter, each processed before the clock goes on. */
import { setTimeout as wait } from "node:timers/promises";
import { dayMs } from "../../domain/day.ts";
import type { PastStep } from "./past.ts";
import type { StoryClock } from "./story-clock.ts";
import { type Listener, tellEvent } from "./telling.ts";

export interface PastTelling extends Listener {
  steps: readonly PastStep[];
  clock: StoryClock;
  signal: AbortSignal;
  /** Whether all that was told has become progress. */
  isAtRest: () => Promise<boolean>;
  /** Hears of the day of each chapter before it is told, as `2026-10-31`. */
  onDay: (day: string) => void;
}

const hourMs = 3_600_000;

/** Looked at days later, a day is one; of the last days people see what came before and after noon. */
const wholeDays = { olderThanMs: 4 * dayMs, closingMs: 17 * hourMs };
const partMs = 4 * hourMs;

/** A chapter is small, and has no business to take long. */
const settling = { pollMs: 10, patienceMs: 60_000 };

/** Ends by itself when told to stop; what goes wrong is counted. */
export async function tellPast(telling: PastTelling): Promise<void> {
  const { steps, clock, tally, signal, onDay } = telling;
  for (const [endMs, chapter] of chaptersOf(steps)) {
    if (signal.aborted) break;
    const end = new Date(endMs);
    const day = end.toISOString().slice(0, 10);
    onDay(day);
    clock.advance(end);
    await tellTogether(telling, chapter);
    if (await comesToRest(telling)) continue;
    tally.failures.push(`what happened on ${day} is still not processed`);
    break;
  }
  clock.catchUp();
}

/**
 * By when they end. The service's clock goes from end to end: always at the same hours, so that a source that was heard from
 * every day is never silent for more than one.
 */
function chaptersOf(steps: readonly PastStep[]): ReadonlyMap<number, readonly PastStep[]> {
  const lastMs = steps.at(-1)?.at.getTime() ?? 0;
  const firstPartMs = Math.floor((lastMs - wholeDays.olderThanMs) / dayMs) * dayMs;
  return Map.groupBy(steps, ({ at }) => {
    const atMs = at.getTime();
    const endMs = Math.floor(atMs / partMs) * partMs + partMs;
    if (atMs >= firstPartMs) return Math.min(endMs, lastMs);
    return Math.max(Math.floor(atMs / dayMs) * dayMs + wholeDays.closingMs, atMs);
  });
}

/** At once, as what waits is processed together. */
async function tellTogether(telling: PastTelling, steps: readonly PastStep[]): Promise<void> {
  const events = steps.flatMap((step) => step.happen() ?? []);
  await Promise.all(events.map((event) => tellEvent(telling, event)));
  for (const mail of telling.mails.values()) await mail.flush();
}

async function comesToRest({ isAtRest }: PastTelling): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= settling.patienceMs; waitedMs += settling.pollMs) {
    if (await isAtRest()) return true;
    await wait(settling.pollMs);
  }
  return false;
}
