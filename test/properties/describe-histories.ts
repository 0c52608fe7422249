/** Histories on the pure core, and on real stores with real workers: where they end is where a fresh start ends. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachPairing, type OpenPairing, openPairing, type Pairing, pairings } from "../servers/pairing.ts";
import { type SiteName, siteNames } from "../simulator/item.ts";
import { firstDifference } from "../simulator/oracle.ts";
import { playHistory } from "../simulator/random-history.ts";
import { settingsOf } from "../simulator/settings.ts";
import { eachHistory, type Plan } from "./each-history.ts";
import type { Seed } from "./failed-seeds.ts";
import { type HistoryQueue, queueAtOnce, queueOnBullmq } from "./history-queue.ts";
import { type HistoryStore, openHistoryStore } from "./history-store.ts";
import { playOnCore } from "./simulated-core.ts";

type Runs = Pick<Plan, "runs" | "forMs">;

export interface Amounts {
  core: Runs;
  /** Through jobs at once in this process, and through BullMQ's queues and workers. */
  stores: Partial<Record<Pairing, { atOnce: Runs; onBullmq: Runs }>>;
  timeoutMs: number;
}

const nowhere = (site: SiteName) => settingsOf(site, "http://127.0.0.1:9");

/** One site each, in turn, and now and then two. */
function sitesOf({ seed }: Seed): readonly SiteName[] {
  const first = siteNames[seed % 3]!;
  return seed % 7 === 0 ? [first, siteNames[(seed + 1) % 3]!] : [first];
}

export function describeHistories({ core, stores, timeoutMs }: Amounts): void {
  describe("a simulated history on the pure core", () => {
    it("ends where a fresh start from the trackers' present content ends", { timeout: timeoutMs }, async () => {
      await eachHistory({ ...core, longest: 25 }, (seed) => {
        const history = playHistory({ ...seed, sites: sitesOf(seed), settingsOf: nowhere });
        const { actual, wanted } = playOnCore(history, nowhere, seed.lossy);
        expect(firstDifference(actual, wanted)).toBeNull();
      });
    });
  });

  const suite = (pairing: Pairing) => {
    const { atOnce, onBullmq } = stores[pairing]!;
    describeOn(pairing, "several workers at once", atOnce, async () => queueAtOnce(), timeoutMs);
    describeOn(pairing, "BullMQ and two sets of workers", onBullmq, queueOnBullmq, timeoutMs);
  };
  eachPairing(
    suite,
    pairings.filter((pairing) => pairing in stores),
  );
}

function describeOn(
  pairing: Pairing,
  name: string,
  runs: Runs,
  open: (on: OpenPairing) => Promise<HistoryQueue>,
  timeoutMs: number,
): void {
  describe(`a simulated history with ${name}`, () => {
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

    it("ends where a fresh start ends, and one reconcile leaves no drift", { timeout: timeoutMs }, async () => {
      await eachHistory({ ...runs, longest: 20 }, async (seed) => {
        const { actual, wanted, drift } = await store.play(seed, sitesOf(seed));
        expect(firstDifference(actual, wanted)).toBeNull();
        // A Data Center's epic links change with the epic's key, and no webhook says so.
        if (seed.lossy || !sitesOf(seed).includes("server")) expect(drift).toBe(0);
      });
    });
  });
}
