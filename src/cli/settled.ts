/** Waiting until what was received has become progress. */
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { StatusAnswer } from "../http/schemas/operations.ts";
import type { Api } from "./api.ts";

const pollMs = 100;

/** No delivery waits and no job is left. */
export function isSettled({
  deliveries,
  queues,
}: Pick<z.infer<typeof StatusAnswer>, "deliveries" | "queues">): boolean {
  if (deliveries.waiting > 0 || queues === null) return false;
  return Object.values(queues).every(({ waiting, active, delayed }) => waiting + active + delayed === 0);
}

/** True once every delivery has ended and every roll-up is done; false when that does not come in time. */
export async function waitUntilSettled(api: Api, patienceMs: number): Promise<boolean> {
  let settledBefore = false;
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += pollMs) {
    const settled = isSettled(StatusAnswer.parse(await api.get("/api/v1/status")));
    // Twice in a row: the queues are counted one after the other, and a job may pass between them meanwhile.
    if (settled && settledBefore) return true;
    settledBefore = settled;
    await wait(pollMs);
  }
  return false;
}
