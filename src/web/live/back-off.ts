/** How long a page waits before it tries the event stream again. */

const leastMs = 1_000;
const mostMs = 30_000;

/**
 * Doubles with each failure in a row up to 30 s, and is spread over the upper half of that: after a restart of the service
 * its viewers come back one by one. `askedMs` is the server's own `retry:`.
 */
export function backOffMs(failures: number, askedMs: number, random: number): number {
  const base = Math.max(leastMs, askedMs) * 2 ** Math.max(0, failures - 1);
  const ceiling = Math.min(mostMs, base);
  return ceiling / 2 + (random * ceiling) / 2;
}
