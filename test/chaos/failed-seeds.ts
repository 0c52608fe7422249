/** Seeds that ever failed, by lane, and what they found; they run first, for ever. */
import type { Pairing } from "../servers/pairing.ts";

export const failedSeeds: Readonly<Record<Pairing, readonly number[]>> = {
  "postgres+redis": [],
  postgres: [],
  embedded: [],
};
