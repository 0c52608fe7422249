/** Which time a key result's charts show. */
import { dayMs, dayStartMs } from "../../domain/day.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";

/** A forecast far away must not press the period itself together. */
const greatestOverhang = 0.35;

/** Seconds since 1970: its days, longer where it is late or its forecast ends later. */
export function chartSpan(
  { startsOn, due, forecast, progress }: Pick<KeyResultAnswer, "startsOn" | "due" | "forecast" | "progress">,
  now: number,
): { from: number; to: number } {
  const from = dayStartMs(startsOn) / 1_000;
  const end = (dayStartMs(due) + dayMs) / 1_000;
  const overhang = end + (end - from) * greatestOverhang;
  const isOpen = (progress ?? 0) < 1;
  const forecastEnd = isOpen && forecast?.p85 ? (dayStartMs(forecast.p85) + dayMs) / 1_000 : end;
  return { from, to: Math.max(end, Math.min(overhang, Math.max(forecastEnd, isOpen ? now : end))) };
}
