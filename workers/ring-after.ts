/** Rings for the work that saving or matching left behind. */
import type { Deps } from "../src/deps.ts";
import { ring } from "../src/queue/ring.ts";
import type { MatchResult } from "./match-issues.ts";

export async function ringAfter({ queue, log }: Deps, { touched, leftover }: MatchResult): Promise<void> {
  if (touched.length > 0) await ring(queue, log, "roll-up", { keyResultIds: touched });
  if (leftover.length > 0) await ring(queue, log, "rematch", { roots: leftover.slice(0, 1) });
}
