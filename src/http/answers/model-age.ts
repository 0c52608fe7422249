/** How long what was answered stays true while nothing is written. */
import { addDays, dayStartMs, toInstant } from "../../domain/day.ts";
import { statedHealthAt } from "../../domain/health.ts";
import type { Facts } from "./facts.ts";

/** More is expected with every moment; by no more than a share of 0.00001 a minute in a quarter. */
const agesMs = 60_000;

/** The time, milliseconds since 1970, at which a minute, the UTC day or a stated health is over. */
export function goodUntilMs({ checkIns }: Pick<Facts, "checkIns">, nowMs: number): number {
  const now = toInstant(nowMs);
  let untilMs = Math.min(nowMs + agesMs, dayStartMs(addDays(now.slice(0, 10), 1)));
  for (const own of checkIns.values()) {
    const stated = statedHealthAt(own, now);
    if (stated !== null) untilMs = Math.min(untilMs, Date.parse(stated.expiresAt));
  }
  return untilMs;
}
