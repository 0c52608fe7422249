/** When a seed is over: everything that was acknowledged has been worked on, and no job is left that could do more. */
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../e2e/client.ts";
import type { Fleet } from "./fleet.ts";
import type { ChaosPlace } from "./lane.ts";
import { countUndone } from "./verdict.ts";

const settleDeadlineMs = 90_000;
/** How long one look at the running service may take. */
const lookMs = 1_000;
/** By then the sweep has rung for all that an embedded database, into which nobody else can look, still has to do. */
const sweptMs = 8_000;

/** Waits until nothing is left to do; says so where that never comes. */
export async function settle(place: ChaosPlace, fleet: Fleet): Promise<string[]> {
  try {
    await untilQuiet(fleet);
    if (place.databaseUrl === null) {
      await pause(sweptMs);
      await untilQuiet(fleet);
    } else {
      await untilDone(place, fleet);
    }
    return [];
  } catch (error) {
    return [`it did not settle: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function untilQuiet(fleet: Fleet): Promise<void> {
  const ask = async () => ({ holds: await isQuiet(fleet), seen: "jobs or deliveries wait" });
  await until(ask, settleDeadlineMs, "the service did not come to rest");
}

async function untilDone(place: ChaosPlace, fleet: Fleet): Promise<void> {
  const database = await place.openDatabase();
  try {
    const ask = async () => {
      const left = await countUndone(database.db);
      return { holds: left === 0 && (await isQuiet(fleet)), seen: left };
    };
    await until(ask, settleDeadlineMs, "work was not done");
  } finally {
    await database.close();
  }
}

async function isQuiet(fleet: Fleet): Promise<boolean> {
  const receiver = fleet.running().find(({ url }) => url !== "");
  if (receiver === undefined) return false;
  return receiver.settled(lookMs).then(
    () => true,
    () => false,
  );
}
