/** Rings for the ingest workers, without anybody waiting for it. */
import type { Logger } from "pino";
import type { JobQueue } from "../queue/jobs.ts";

/** Deliveries of one job; small enough that several workers share a burst. */
const idsPerJob = 256;
/** Ids that may wait while the queue is slow; the sweep rings for what is left out. */
const waitingIds = 20_000;

export interface IngestBell {
  ring(ids: readonly string[]): void;
  /** Resolves when nothing is left to ring for. */
  idle(): Promise<void>;
}

/** Ids that come while one job is being added go into the next. What cannot be added is logged: the sweep rings again. */
export function createIngestBell(queue: JobQueue, log: Logger): IngestBell {
  let waiting: string[] = [];
  let running: Promise<void> | null = null;

  async function ringAll() {
    while (waiting.length > 0) {
      const deliveryIds = waiting.slice(0, idsPerJob);
      waiting = waiting.slice(idsPerJob);
      try {
        await queue.enqueue("ingest", { deliveryIds });
      } catch (err) {
        log.warn({ err, deliveries: deliveryIds.length }, "ingest job not added; the sweep will ring again");
      }
    }
    running = null;
  }

  return {
    ring(ids) {
      if (ids.length === 0) return;
      if (waiting.length + ids.length > waitingIds) {
        log.warn({ deliveries: ids.length }, "ingest jobs wait too long; left to the sweep");
        return;
      }
      waiting.push(...ids);
      running ??= ringAll();
    },
    idle: async () => running ?? undefined,
  };
}
