import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachPairing, type OpenPairing, openPairing, type Pairing, pairings } from "../servers/pairing.ts";
import { type SiteName, siteNames } from "../simulator/item.ts";
import { firstDifference } from "../simulator/oracle.ts";
import { playHistory } from "../simulator/random-history.ts";
import { settingsOf } from "../simulator/settings.ts";
import { eachHistory } from "./each-history.ts";
import type { Seed } from "./failed-seeds.ts";
import { type HistoryQueue, queueAtOnce, queueOnBullmq } from "./history-queue.ts";
import { type HistoryStore, openHistoryStore } from "./history-store.ts";
import { playOnCore } from "./simulated-core.ts";

const minute = 60_000;
const nowhere = (site: SiteName) => settingsOf(site, "http://127.0.0.1:9");

/** One site each, in turn, and now and then two. */
function sitesOf({ seed }: Seed): readonly SiteName[] {
  const first = siteNames[seed % 3]!;
  return seed % 7 === 0 ? [first, siteNames[(seed + 1) % 3]!] : [first];
}

describe("a simulated history on the pure core", () => {
  it("ends where a fresh start from the trackers' present content ends", { timeout: 5 * minute }, async () => {
    await eachHistory({ runs: 5_000, longest: 25 }, (seed) => {
      const history = playHistory({ ...seed, sites: sitesOf(seed), settingsOf: nowhere });
      const { actual, wanted } = playOnCore(history, nowhere, seed.lossy);
      expect(firstDifference(actual, wanted)).toBeNull();
    });
  });
});

/** How many through jobs at once in this process, and how many through BullMQ's queues and workers. */
const runs: Readonly<Record<string, readonly [atOnce: number, onBullmq: number]>> = {
  embedded: [170, 30],
  "postgres+redis": [50, 50],
};

eachPairing(
  (pairing: Pairing) => {
    const [atOnce, onBullmq] = runs[pairing]!;
    const ways: readonly [name: string, count: number, open: (on: OpenPairing) => Promise<HistoryQueue>][] = [
      ["workers at once", atOnce, async () => queueAtOnce()],
      ["BullMQ and two sets of workers", onBullmq, queueOnBullmq],
    ];
    describe.each(ways)("a simulated history with %s", (_name, count, open) => {
      let on: OpenPairing;
      let queue: HistoryQueue;
      let store: HistoryStore;
      beforeAll(async () => {
        on = await openPairing(pairing);
        queue = await open(on);
        store = await openHistoryStore(on, queue);
      });
      afterAll(async () => {
        await queue.close();
        await on.close();
      });

      it("ends where a fresh start ends, and one reconcile leaves no drift", { timeout: 5 * minute }, async () => {
        await eachHistory({ runs: count, longest: 20 }, async (seed) => {
          const { actual, wanted, drift } = await store.play(seed, sitesOf(seed));
          expect(firstDifference(actual, wanted)).toBeNull();
          if (seed.lossy) expect(drift).toBe(0);
        });
      });
    });
  },
  pairings.filter((pairing) => pairing in runs),
);
