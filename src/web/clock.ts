/** The viewer's clock, set right by the service's: "3 minutes ago" must not depend on how well a laptop keeps time. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Clock {
  /** Milliseconds since 1970, by the service's clock as far as that is known. */
  now: () => number;
  /** The same, renewed every half minute: what shows an age reads this. */
  ticking: ReadonlySignal<number>;
  /** Hears from the service what time it is there, as its answers' `Date` says. */
  correct(serverNow: string): void;
}

const tickMs = 30_000;
/** What a slow answer may be off by is no reason to shift, milliseconds. */
const toleranceMs = 5_000;

export function createClock(): Clock {
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const ticking = signal(now());
  setInterval(() => {
    ticking.value = now();
  }, tickMs);
  return {
    now,
    ticking,
    correct(serverNow) {
      const difference = Date.parse(serverNow) - Date.now();
      const corrected = Math.abs(difference) > toleranceMs ? difference : 0;
      if (Math.abs(corrected - offsetMs) < toleranceMs) return;
      offsetMs = corrected;
      ticking.value = now();
    },
  };
}
