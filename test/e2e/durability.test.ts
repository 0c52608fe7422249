/** What was answered with 200 is never lost: not by kill -9, not by losing every job, not by SIGTERM under load. */
import { expect, it } from "vitest";
import { databasePairings, eachPairing, type Pairing } from "../servers/pairing.ts";
import { type StatusAnswer, until } from "./client.ts";
import { createPlace, type Place } from "./places.ts";
import { type RunningService, startService } from "./service.ts";
import { type Acknowledged, expectNothingLost, postShop, shopEnv, writeShopConfig } from "./shop.ts";
import { wipeJobs } from "./wipe-jobs.ts";

/** SIGTERM to exit. */
const stopDeadlineMs = 10_000;
/** Jobs that were lost are rung again by then. */
const sweepDeadlineMs = 30_000;
const testTimeoutMs = 90_000;

interface Act {
  place: Place;
  /** `start` with these arguments, on the same data each time. */
  start: (...args: string[]) => Promise<RunningService>;
}

/** Runs the act at a place of its own, because acts that mostly wait run side by side; ends what it started. */
async function atPlace(pairing: Pairing, act: (means: Act) => Promise<void>): Promise<void> {
  const place = await createPlace(pairing);
  const started: RunningService[] = [];
  try {
    await writeShopConfig(place.configDir);
    await act({
      place,
      async start(...args) {
        const { configDir, dataDir, env } = place;
        const service = await startService({ configDir, dataDir, env: { ...shopEnv, ...env }, args });
        started.push(service);
        return service;
      },
    });
  } finally {
    await Promise.all(started.map((service) => service.kill()));
    await place.remove();
  }
}

eachPairing((pairing) => {
  if (databasePairings.some((each) => each === pairing)) {
    it.concurrent(
      "kill -9 right after the 200 loses nothing that was acknowledged",
      () =>
        atPlace(pairing, async ({ start }) => {
          const acknowledged: Acknowledged = new Map();
          let number = 0;
          for (const deliveries of [1, 7, 25]) {
            const service = await start();
            for (let sent = 0; sent < deliveries; sent += 1) {
              expect(await postShop(service, acknowledged, ++number)).toBe(true);
            }
            expect(await service.kill()).toMatchObject({ signal: "SIGKILL" });
          }
          const service = await start();
          // Forty at once: those that were stored together live or die together, and the acknowledged ones live.
          const burst = Array.from({ length: 40 }, (_, index) => postShop(service, acknowledged, number + 1 + index));
          await Promise.race(burst);
          await service.kill();
          await Promise.all(burst);
          const again = await start();
          await again.settled();
          await expectNothingLost(again, acknowledged);
        }),
      testTimeoutMs,
    );
  }

  it.concurrent(
    "rings again for deliveries whose jobs were all lost",
    () =>
      atPlace(pairing, async ({ start, place }) => {
        const acknowledged: Acknowledged = new Map();
        const web = await start("--only", "web");
        for (let number = 1; number <= 20; number += 1) {
          expect(await postShop(web, acknowledged, number)).toBe(true);
        }
        expect(await web.api<StatusAnswer>("/api/v1/status")).toMatchObject({ deliveries: { waiting: 20 } });
        expect(await web.stop()).toEqual({ code: 0, signal: null });
        await wipeJobs(place);
        const service = await start();
        await service.settled(sweepDeadlineMs);
        await expectNothingLost(service, acknowledged);
      }),
    testTimeoutMs,
  );

  if (pairing !== "embedded") {
    it.concurrent(
      "rings again for jobs that were lost between a receiver and its workers",
      () =>
        atPlace(pairing, async ({ start, place }) => {
          const acknowledged: Acknowledged = new Map();
          const web = await start("--only", "web");
          const workers = await start("--only", "workers");
          expect(await postShop(web, acknowledged, 1)).toBe(true);
          await web.settled();
          await workers.kill();
          for (let number = 2; number <= 20; number += 1) {
            expect(await postShop(web, acknowledged, number)).toBe(true);
          }
          await wipeJobs(place);
          await start("--only", "workers");
          await until(
            async () => {
              const { deliveries } = await web.api<StatusAnswer>("/api/v1/status");
              return { holds: deliveries.waiting === 0, seen: deliveries };
            },
            sweepDeadlineMs,
            "the sweep did not ring again",
          );
          await web.settled();
          await expectNothingLost(web, acknowledged);
        }),
      testTimeoutMs,
    );
  }

  it.concurrent(
    "ends within ten seconds of SIGTERM under load, and keeps what it acknowledged",
    () =>
      atPlace(pairing, async ({ start }) => {
        const acknowledged: Acknowledged = new Map();
        const service = await start();
        let number = 0;
        let refused = false;
        const sender = async () => {
          while (!refused) if (!(await postShop(service, acknowledged, ++number))) refused = true;
        };
        const senders = Array.from({ length: 8 }, sender);
        await until(
          () => Promise.resolve({ holds: acknowledged.size >= 60, seen: acknowledged.size }),
          20_000,
          "not enough deliveries were acknowledged",
        );
        const askedAt = performance.now();
        const exit = await service.stop();
        expect(exit, JSON.stringify(service.log().slice(-8))).toEqual({ code: 0, signal: null });
        expect(performance.now() - askedAt).toBeLessThan(stopDeadlineMs);
        await Promise.all(senders);
        const again = await start();
        await again.settled();
        await expectNothingLost(again, acknowledged);
      }),
    testTimeoutMs,
  );
});
