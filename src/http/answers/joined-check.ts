/** A look at something that changes, shared by all who ask while it is taken: none gets what was seen before it asked. */

export interface Check<T> {
  /** Later looks have greater numbers. */
  number: number;
  seen: T;
}

/** One look at a time. Who asks during one waits for the next, together with all the others who do. */
export function createJoinedCheck<T>(look: () => Promise<T>): () => Promise<Check<T>> {
  let running: Promise<unknown> | null = null;
  let next: Promise<Check<T>> | null = null;
  let number = 0;

  function start(): Promise<Check<T>> {
    number += 1;
    const own = number;
    const check = look().then((seen) => ({ number: own, seen }));
    running = check
      .catch(() => undefined)
      .finally(() => {
        running = null;
      });
    return check;
  }

  return () => {
    if (running === null) return start();
    next ??= running.then(() => {
      next = null;
      return start();
    });
    return next;
  };
}
