/** Binds the workers to BullMQ, and the sweep to a timer. */
import type { Deps } from "../src/deps.ts";
import type { Publisher } from "../src/publishers/publisher.ts";
import type { Processors } from "../src/queue/jobs.ts";
import { ring } from "../src/queue/ring.ts";
import { fetchChildren } from "./fetch-children.ts";
import { ingest } from "./ingest.ts";
import { joinReconciles } from "./join-reconciles.ts";
import { publish } from "./publish.ts";
import { reconcile } from "./reconcile.ts";
import { rematch } from "./rematch.ts";
import { rollUp } from "./roll-up.ts";
import { schedulesOf } from "./schedules.ts";
import { sweep } from "./sweep.ts";

/** Pause between two sweeps, milliseconds. */
const sweepEveryMs = 2_000;

export function processorsOf(deps: Deps, publishers: readonly Publisher[]): Processors {
  const reconcileJoined = joinReconciles((wanted) => reconcile(deps, wanted));
  return {
    ingest: (payload, context) => ingest(deps, payload, context),
    "roll-up": (payload) => rollUp(deps, payload),
    rematch: () => rematch(deps),
    publish: (payload) => publish(deps, publishers, payload),
    reconcile: async ({ source, scope, since }) => {
      // A source that has left the configuration meanwhile has nothing to reconcile.
      if (!deps.current().config.sources.some(({ id }) => id === source)) return;
      if (scope === "children") await fetchChildren(deps, source);
      else await reconcileJoined({ source, scope, since: since ?? null });
    },
  };
}

/** Sets the schedules, and reconciles at once whatever the trackers did while nobody listened. */
export async function startSchedules(deps: Deps): Promise<void> {
  const schedules = schedulesOf(deps.current().config);
  await deps.queue.keepSchedules(schedules);
  const sources = new Set(schedules.map(({ job }) => ("source" in job.payload ? job.payload.source : "")));
  for (const source of sources) await ring(deps.queue, deps.log, "reconcile", { source, scope: "changed" });
}

/** Sweeps on a timer until stopped; stop resolves when a sweep under way has ended. */
export function startSweeping(deps: Deps, everyMs = sweepEveryMs): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout;
  async function sweepOnce(): Promise<void> {
    try {
      await sweep(deps);
    } catch (error) {
      deps.log.warn({ err: error }, "a sweep failed; the next one tries again");
    }
    if (!stopped) schedule();
  }
  function schedule(): void {
    timer = setTimeout(() => {
      running = sweepOnce();
    }, everyMs);
    timer.unref();
  }
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
