/** Durations such as `90s`, `15m`, `24h`, `2d`, in milliseconds. */
import { z } from "zod";

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const maxDays = 365;

/** Milliseconds, or null where the text is not a duration between one second and a year. */
export function parseDuration(text: string): number | null {
  const found = /^(\d{1,9})([smhd])$/.exec(text);
  if (found === null) return null;
  const ms = Number(found[1]) * unitMs[found[2]!]!;
  return ms > 0 && ms <= maxDays * unitMs.d! ? ms : null;
}

const message = "must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d";

export const Duration = z
  .string()
  .refine((text) => parseDuration(text) !== null, message)
  .meta({ pattern: "^\\d{1,9}[smhd]$", patternErrorMessage: message })
  .transform((text) => parseDuration(text)!);
