/** What changed a moment ago, so that the eye finds it. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

export interface Change {
  from: number | null;
  to: number | null;
  /** Another number for each change, so that a second one shines anew. */
  number: number;
}

export interface Highlights {
  /** The change of a key result or objective that still shines, else null. */
  of(id: string): ReadonlySignal<Change | null>;
  add(id: string, from: number | null, to: number | null): void;
}

/** Long enough to be seen by someone who looks up from another screen. */
const shineMs = 8_000;

export function createHighlights(): Highlights {
  const signals = new Map<string, Signal<Change | null>>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let number = 0;

  function signalOf(id: string): Signal<Change | null> {
    const known = signals.get(id);
    if (known !== undefined) return known;
    const made = signal<Change | null>(null);
    signals.set(id, made);
    return made;
  }

  return {
    of: signalOf,
    add(id, from, to) {
      const shining = signalOf(id);
      number += 1;
      // Several changes in a row are told as the one way that they went.
      shining.value = { from: shining.peek()?.from ?? from, to, number };
      clearTimeout(timers.get(id));
      timers.set(
        id,
        setTimeout(() => {
          shining.value = null;
        }, shineMs),
      );
    },
  };
}
