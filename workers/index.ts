/** Binds the workers to BullMQ, and the sweep to a timer. */
import type { Deps } from "../src/deps.ts";
import type { Publisher } from "../src/publishers/publisher.ts";
import type { Processors } from "../src/queue/jobs.ts";
import { ingest } from "./ingest.ts";
import { publish } from "./publish.ts";
import { rematch } from "./rematch.ts";
import { rollUp } from "./roll-up.ts";
import { sweep } from "./sweep.ts";

/** Pause between two sweeps, milliseconds. */
const sweepEveryMs = 2_000;

export function processorsOf(deps: Deps, publishers: readonly Publisher[]): Processors {
  return {
    ingest: (payload, context) => ingest(deps, payload, context),
    "roll-up": (payload) => rollUp(deps, payload),
    rematch: () => rematch(deps),
    publish: (payload) => publish(deps, publishers, payload),
  };
}

/** Sweeps on a timer until stopped; stop resolves when a sweep under way has ended. */
export function startSweeping(deps: Deps, everyMs = sweepEveryMs): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const schedule = () => {
    timer = setTimeout(() => {
      running = sweep(deps)
        .catch((error: unknown) => deps.log.warn({ err: error }, "a sweep failed; the next one tries again"))
        .then(() => {
          if (!stopped) schedule();
        });
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
