/** Binds the workers to BullMQ, and the sweep to a timer. */
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../src/deps.ts";
import type { Publisher } from "../src/publishers/publisher.ts";
import type { Processors, Schedule } from "../src/queue/jobs.ts";
import { ring } from "../src/queue/ring.ts";
import { createTurn } from "./turn.ts";
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
  const inTurn = createTurn();
  const reconcileJoined = joinReconciles((wanted) => reconcile(deps, wanted));
  return {
    // Matching is serial per source anyhow: whose turn it is takes along what the others came for.
    ingest: (payload, context) => inTurn(() => ingest(deps, payload, context)),
    "roll-up": (payload) => rollUp(deps, payload),
    rematch: () => rematch(deps),
    publish: (payload) => publish(deps, publishers, payload),
    reconcile: async ({ source, scope, since }) => {
      await deps.adoptNewest();
      // A source that has left the configuration meanwhile has nothing to reconcile.
      if (!deps.current().config.sources.some(({ id }) => id === source)) return;
      if (scope === "children") await fetchChildren(deps, source);
      else await reconcileJoined({ source, scope, since: since ?? null });
    },
  };
}

/**
 * Sets the schedules, and reconciles at once whatever the trackers did while nobody listened. Answers what sets them again
 * where the configuration asks for others by then.
 */
export async function startSchedules(deps: Deps): Promise<() => Promise<void>> {
  let kept: readonly Schedule[] | null = null;
  async function keep(): Promise<void> {
    const schedules = schedulesOf(deps.current().config);
    if (isDeepStrictEqual(schedules, kept)) return;
    await deps.queue.keepSchedules(schedules);
    kept = schedules;
  }
  await keep();
  const sources = new Set(kept!.map(({ job }) => ("source" in job.payload ? job.payload.source : "")));
  for (const source of sources) await ring(deps.queue, deps.log, "reconcile", { source, scope: "changed" });
  return keep;
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
