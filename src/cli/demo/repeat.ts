/** Does the work again and again, never twice at once; calling the answer stops it and waits for what is under way. */
export function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // One that fails is left out: the next one comes soon.
    running = work()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
