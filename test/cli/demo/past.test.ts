import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCalendar } from "../../../src/cli/demo/calendar.ts";
import { sceneKinds } from "../../../src/cli/demo/scenes.ts";
import type { StoryEvent } from "../../../src/cli/demo/story-event.ts";
import { isOpen, type WorkItem } from "../../../src/cli/demo/work-item.ts";
import { keyResultsOf } from "../../../src/config/config.ts";
import { dayMs } from "../../../src/domain/day.ts";
import { demoConfig, tell, type Told } from "./stage.ts";

const now = new Date("2027-03-10T14:30:00.000Z");
const config = await demoConfig(now);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** Any minute of several years. */
const instants = fc
  .integer({ min: 0, max: 4 * 365 * 24 * 60 })
  .map((minutes) => new Date(Date.parse("2026-01-01T00:00:00.000Z") + minutes * 60_000));

function itemsOf({ sources }: Told): readonly WorkItem[] {
  return sources.flatMap(({ tracker }) => tracker.items());
}

/** Work that cannot be: begun before it was written down, done before it was begun, or changed in the future. */
function impossible(items: readonly WorkItem[], until: Date): readonly WorkItem[] {
  const last = until.toISOString();
  return items.filter(({ createdAt, startedAt, closedAt, updatedAt, state, ...item }) => {
    const times = [createdAt, startedAt, state === "done" ? closedAt : null, updatedAt].filter((at) => at !== null);
    const inOrder = times.every((at, index) => index === 0 || times[index - 1]! <= at);
    const isClosed = !isOpen({ ...item, createdAt, startedAt, closedAt, updatedAt, state });
    return (
      !inOrder || (closedAt !== null) !== isClosed || updatedAt > last || (state === "doing" && startedAt === null)
    );
  });
}

describe("the demo's past", () => {
  it("is of more than five weeks for every source and every stated key result, whatever the seed", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { past, sources } = tell(config, { seed, now, live: 0 });
        const spanOf = (isOwn: (event: StoryEvent) => boolean) => {
          const times = past.filter(({ event }) => isOwn(event)).map(({ at }) => at.getTime());
          return Math.max(...times) - Math.min(...times);
        };
        for (const { tracker } of sources) {
          expect(spanOf((event) => event.kind === "webhook" && event.tracker === tracker)).toBeGreaterThan(35 * dayMs);
        }
        const stated = keyResultsOf(config).filter(({ measure }) => ["metric", "band"].includes(measure.kind));
        for (const { id } of stated) {
          expect(spanOf((event) => event.kind === "checkIn" && event.keyResultId === id)).toBeGreaterThan(35 * dayMs);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("never holds an impossible state, on any day and with any seed", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, instants, async (seed, at) => {
        const told = tell(await demoConfig(at), { seed, now: at, live: 0 });
        // Two changes of one instant are put a millisecond apart.
        expect(impossible(itemsOf(told), new Date(at.getTime() + 1_000))).toEqual([]);
        const times = told.past.map((step) => step.at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.at(-1)).toBeLessThanOrEqual(at.getTime());
      }),
      { numRuns: 20 },
    );
  });

  it("leaves no source silent for more than a day", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { past, sources, span } = tell(config, { seed, now, live: 0 });
        for (const { tracker } of sources) {
          const own = past.filter(({ event }) => event.kind === "webhook" && event.tracker === tracker);
          const times = [...own.map(({ at }) => at.getTime()), span.to.getTime()];
          const gaps = times.slice(1).map((time, index) => time - times[index]!);
          expect(Math.max(...gaps)).toBeLessThanOrEqual(dayMs);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("stops one improvement short of its target, with payments still open and two containers not linked", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const told = tell(config, { seed, now, live: 0 });
        const items = itemsOf(told);
        const major = items.filter(({ labels, priority }) => labels.includes("beta-feedback") && priority === "High");
        expect(major.filter(({ state }) => state === "done")).toHaveLength(4);
        const payments = items.find(({ title }) => title === "Payments revamp");
        expect(items.some((item) => item.parentId === payments?.id && isOpen(item))).toBe(true);
        expect(told.past.filter(({ event }) => event.kind === "link")).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it("calls no two stories the same", () => {
    const stories = itemsOf(tell(config, { seed: 1, now, live: 0 })).filter(({ kind }) => kind === "story");
    const plain = stories.map(({ title }) => title.replace(/^\[internal\] | \([a-z ]+\)$/g, ""));
    expect(plain.length).toBe(new Set(plain).size);
  });
});

describe("the demo's story", () => {
  const summaries = (seed: number) => {
    const { past, live } = tell(config, { seed, now, live: 300 });
    return [...past, ...live].map(({ at, event }) => `${at.toISOString()} ${event.summary}`);
  };

  it("is the same for the same seed, and another for another", () => {
    expect(summaries(7)).toEqual(summaries(7));
    expect(summaries(7)).not.toEqual(summaries(8));
  });

  it("plays every kind of scene within its first two minutes, in order, whatever the seed", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { live } = tell(config, { seed, now, live: 240 });
        const headlines = live.flatMap(({ event }) => event.headline ?? []).slice(0, sceneKinds.length);
        const told = [/is linked to/, /more stories in/, /is re-opened/, /^Check-in on/, /is achieved/];
        expect(headlines).toHaveLength(told.length);
        for (const [index, pattern] of told.entries()) expect(headlines[index]).toMatch(pattern);
      }),
      { numRuns: 15 },
    );
  });

  it("goes on with other scenes, and never comes to an impossible state", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const told = tell(config, { seed, now, live: 1_700 });
        const headlines = told.live.flatMap(({ event }) => event.headline ?? []);
        expect(headlines.length).toBeGreaterThan(30);
        expect(new Set(headlines).size).toBeGreaterThan(25);
        expect(impossible(itemsOf(told), told.live.at(-1)!.at)).toEqual([]);
        const states = told.live.flatMap(({ event }) => (event.kind === "checkIn" ? [event.statement] : []));
        expect(states.filter(({ confidence, note }) => confidence < 0 || confidence > 1 || note === "")).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });
});

describe("createCalendar", () => {
  it("gives later shares later instants, all of them within the span and on weekdays but for its ends", () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 10, max: 90 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (to, days, shares) => {
          const from = new Date(Math.floor(to.getTime() / dayMs - days) * dayMs + 8 * 3_600_000);
          const calendar = createCalendar(from, to);
          const times = shares.toSorted((a, b) => a - b).map((share) => calendar.at(share).getTime());
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          for (const time of times) {
            expect(time).toBeGreaterThanOrEqual(from.getTime());
            expect(time).toBeLessThanOrEqual(to.getTime());
            const atAnEnd = time < from.getTime() + dayMs || time >= to.getTime() - dayMs;
            expect(atAnEnd || ![0, 6].includes(new Date(time).getUTCDay())).toBe(true);
          }
        },
      ),
    );
  });
});
