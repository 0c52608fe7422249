/** When a key result will be done, as far as that can be told. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { formatDay } from "./time.ts";

/** `10 – 19 Dec`; null where the issues do not say, or nothing is left to do. */
export function forecastText({ forecast, progress }: Pick<KeyResultAnswer, "forecast" | "progress">): string | null {
  if (forecast === null || (progress ?? 0) >= 1) return null;
  const { p50, p85 } = forecast;
  if (p50 === null) return "not within a year";
  if (p85 === null) return `${formatDay(p50)} at the earliest`;
  return p50 === p85 ? formatDay(p50) : `${formatDay(p50)} – ${formatDay(p85)}`;
}
