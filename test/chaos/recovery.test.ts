/** How soon everything goes on after a kill, a flush, a restart: the bounds of the specification, measured on the running service. */
import { sql } from "kysely";
import { describe, expect, inject, it } from "vitest";
import { createRandom } from "../../src/cli/demo/random.ts";
import type { Database } from "../../src/store/database.ts";
import { until } from "../e2e/client.ts";
import { serverPairings, standInFor } from "../servers/pairing.ts";
import type { Delivery } from "../simulator/delivery.ts";
import { chaosEnv } from "./config.ts";
import { faults } from "./faults.ts";
import { type Fleet, startFleet, startPart } from "./fleet.ts";
import { type ChaosPlace, type Lane, openLane } from "./lane.ts";
import { writeMail } from "./mail.ts";
import { sendAll } from "./sender.ts";
import { countUndone } from "./verdict.ts";

/** Work of a killed worker is done again by then. */
const redoneMs = 10_000;
/** Work whose jobs were lost is done by then. */
const healedMs = 30_000;
/** After a server has come back. */
const resumedMs = 10_000;
const testTimeoutMs = 150_000;

interface Scene {
  lane: Lane;
  place: ChaosPlace;
  database: Database;
  mail: Delivery[];
}

async function onScene(lane: Lane, act: (scene: Scene) => Promise<void>): Promise<void> {
  const place = await lane.openPlace();
  const database = await place.openDatabase();
  try {
    await act({ lane, place, database, mail: writeMail(7, 500, Date.now()).mail });
  } finally {
    await database.close();
    await place.remove();
  }
}

async function withFleet({ lane, place }: Scene, act: (fleet: Fleet) => Promise<void>): Promise<void> {
  const { configDir, dataDir, env } = place;
  const settings = { parts: lane.parts, configDir, dataDir, env: { ...env, ...chaosEnv } };
  const fleet = await startFleet({ ...settings, random: createRandom(1), turn: null });
  try {
    await act(fleet);
  } finally {
    await fleet.stop("kill");
  }
}

async function send(url: string | null, mail: readonly Delivery[], perSecond = 400): Promise<void> {
  const sent = await sendAll(mail, { url: () => url, random: createRandom(2), perSecond, deadlineMs: 30_000 });
  expect(sent.acknowledged.size).toBe(mail.length);
}

/** How long it takes from now on until the database knows of no undone work. */
async function msUntilDone(database: Database, deadlineMs: number): Promise<number> {
  const startedAt = performance.now();
  const ask = async () => {
    const undone = await countUndone(database.db).catch((error: unknown) => String(error));
    return { holds: undone === 0, seen: undone };
  };
  await until(ask, deadlineMs * 2, "work was not done");
  return performance.now() - startedAt;
}

async function countProcessed({ db }: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from okr_sync.deliveries where status in ('processed', 'ignored')
  `.execute(db);
  return rows[0]!.count;
}

describe.concurrent("recovery", () => {
  standInFor(serverPairings);
  for (const pairing of serverPairings) {
    it(
      `is as soon as stated on ${pairing}`,
      async () => {
        const lane = await openLane(pairing, inject("sharedFolder"));
        try {
          for (const [what, check] of checks) {
            await check(lane).catch((error: unknown) => {
              throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
            });
          }
        } finally {
          await lane.close();
        }
      },
      testTimeoutMs,
    );
  }
});

type Check = readonly [what: string, check: (lane: Lane) => Promise<void>];

const checks: readonly Check[] = [
  ["a killed worker's work is done again within 10 s", (lane) => onScene(lane, killedAtPoints)],
  ["lost jobs under load are healed within 30 s", (lane) => onScene(lane, flushedUnderLoad)],
  ["work goes on after its servers restarted, in the same processes", (lane) => onScene(lane, serversRestarted)],
];

/** The worker dies in the middle of its work, and right after it, before anybody was told of what comes next. */
async function killedAtPoints({ place, database, mail }: Scene): Promise<void> {
  const installation = { ...place, env: { ...place.env, ...chaosEnv } };
  const web = await startPart(installation, "web");
  try {
    for (const [index, point] of ["ingest:before:1", "ingest:after:1", "roll-up:after:1"].entries()) {
      const doomed = await startPart(installation, "workers", point);
      await send(web.url, mail.slice(index * 50, index * 50 + 50));
      expect((await doomed.exited).signal, point).toBe("SIGKILL");
      const diedAt = performance.now();
      const heir = await startPart(installation, "workers");
      await msUntilDone(database, redoneMs);
      expect(performance.now() - diedAt, point).toBeLessThan(redoneMs);
      await heir.kill();
    }
    expect(await countProcessed(database)).toBe(150);
  } finally {
    await web.kill();
  }
}

async function flushedUnderLoad(scene: Scene): Promise<void> {
  const { lane, place, database, mail } = scene;
  await withFleet(scene, async (fleet) => {
    const flush = faults.find(({ name, possible }) => /^(flush|throw away)/.test(name) && possible(lane))!;
    const sending = send(fleet.url(), mail, 150);
    for (const share of [0.3, 0.6, 1]) {
      const arrived = async () => {
        const { rows } = await sql<{ count: number }>`select count(*)::int as count from okr_sync.deliveries`.execute(
          database.db,
        );
        return { holds: rows[0]!.count >= mail.length * share, seen: rows };
      };
      await until(arrived, 30_000, "deliveries did not arrive");
      await flush.strike({ lane, place, fleet, random: createRandom(3) });
    }
    await sending;
    expect(await msUntilDone(database, healedMs)).toBeLessThan(healedMs);
    expect(await countProcessed(database)).toBe(mail.length);
    expect(fleet.tally).toMatchObject({ kills: 0, crashes: [], failedStarts: [], starts: lane.parts.length });
  });
}

async function serversRestarted(scene: Scene): Promise<void> {
  const { lane, database, mail } = scene;
  await withFleet(scene, async (fleet) => {
    let sent = 0;
    const sendSome = async () => {
      await send(fleet.url(), mail.slice(sent, sent + 100));
      sent += 100;
    };
    await sendSome();
    const restarts = [lane.postgres, lane.redis].filter((server) => server !== null);
    for (const server of restarts) {
      for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
        // Redis leaves on SIGQUIT in good order, as on SIGTERM.
        await server.kill(signal);
        await server.restart();
        await sendSome();
        expect(await msUntilDone(database, resumedMs), `${signal} to ${server.url}`).toBeLessThan(resumedMs);
        expect(await countProcessed(database)).toBe(sent);
      }
    }
    expect(fleet.tally).toMatchObject({ kills: 0, crashes: [], failedStarts: [], starts: lane.parts.length });
  });
}
