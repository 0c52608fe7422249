/** The demo's clock: it stands in the past while that is told, and follows the real one from then on. */
import type { Clock } from "../../deps.ts";

export interface StoryClock {
  now: Clock;
  /** Goes on to this instant, never back. */
  advance(at: Date): void;
  /** From here on, the time is what it is. */
  catchUp(): void;
}

/** Stands at `from`; null follows the real clock at once. */
export function createStoryClock(real: Clock, from: Date | null): StoryClock {
  let standing = from;
  return {
    now: () => standing ?? real(),
    advance(at) {
      if (standing !== null && at > standing) standing = at;
    },
    catchUp() {
      standing = null;
    },
  };
}
