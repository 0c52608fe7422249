/** Tells every process that serves event streams that there are new changes. */
import type { Publisher } from "./publisher.ts";

/** `notify` is the store's; it hears the greatest id of each batch, and the streams read the changes themselves. */
export function createEventStreamPublisher(notify: (changeId: string) => Promise<void>): Publisher {
  return {
    id: "event-stream",
    async publish(changes) {
      if (changes.length === 0) return;
      const newest = changes.reduce((a, b) => (BigInt(a.id) > BigInt(b.id) ? a : b));
      await notify(newest.id);
    },
  };
}
