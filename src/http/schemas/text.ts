/** Texts and instants of requests and answers. */
import { z } from "zod";

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export function text(greatestLength: number) {
  return z
    .string()
    .max(greatestLength)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "holds characters that cannot be stored");
}

/** ISO 8601 UTC with milliseconds. */
export const instant = z.string().describe("ISO 8601, UTC.");

/** An instant with any offset, or a day (its first instant); becomes ISO 8601 UTC. */
export const givenInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value) => new Date(value).toISOString());
