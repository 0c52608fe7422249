/** How far back the demo looks, and whether the store may be told of it. */
import type { Config } from "../../config/config.ts";
import { dayMs, dayStartMs } from "../../domain/day.ts";
import { StatusAnswer } from "../../http/schemas/operations.ts";
import type { Cli } from "../cli.ts";
import { withOwnService } from "../service-api.ts";

export interface PastSpan {
  from: Date;
  to: Date;
  /** False: it happens on the trackers only, and the service hears of nothing. */
  isTold: boolean;
}

/** People begin to work at this hour of the first day, UTC. */
const openingMs = 8 * 3_600_000;

/** From the first morning of the first period that has begun until now. */
export function pastSpan(config: Config, now: Date, isTold: boolean): PastSpan {
  const from = new Date(dayStartMs(config.periods[0]?.start ?? now.toISOString().slice(0, 10)) + openingMs);
  return { from: from < now ? from : now, to: now, isTold };
}

export function weeksOf({ from, to }: PastSpan): number {
  return Math.round((to.getTime() - from.getTime()) / dayMs / 7);
}

/** Whether no configuration was ever in force there, so that a past disturbs nobody's. */
export async function isUnused(cli: Cli): Promise<boolean> {
  return withOwnService(cli, { parts: ["web"], config: "stored" }, async (_service, api) => {
    return StatusAnswer.parse(await api.get("/api/v1/status")).revision === 0;
  });
}
