/** Turns the pages of a wall screen. */
import { useEffect, useState } from "preact/hooks";

/** Long enough to read six objectives from across a room. */
export const pageMs = 15_000;

export interface Turning {
  /** From 0. */
  page: number;
  isPaused: boolean;
  pause: () => void;
  /** By so many pages; the last is followed by the first. */
  turn: (pages: number) => void;
}

export function useTurning(count: number): Turning {
  const [page, setPage] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const shown = count === 0 ? 0 : page % count;
  useEffect(() => {
    if (isPaused || count < 2) return;
    const timer = setTimeout(() => setPage(shown + 1), pageMs);
    return () => clearTimeout(timer);
  }, [shown, isPaused, count]);
  return {
    page: shown,
    isPaused,
    pause: () => setPaused(!isPaused),
    turn: (pages) => setPage((shown + pages + count) % count),
  };
}
