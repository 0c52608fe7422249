/** What the queue does by itself: reconciles, as `sources.yaml` asks for them. */
import type { Config } from "../src/config/config.ts";
import type { Schedule } from "../src/queue/jobs.ts";

/** Two a source with `auth` whose reconcile is not off: what changed, and all with its deletions. */
export function schedulesOf(config: Config): Schedule[] {
  return config.sources.flatMap(({ id, auth, reconcile }): Schedule[] => {
    if (auth === null || reconcile === null) return [];
    const job = (scope: "changed" | "all") => ({ name: "reconcile" as const, payload: { source: id, scope } });
    return [
      { id: `${id}-changed`, job: job("changed"), at: { everyMs: reconcile.everyMs } },
      { id: `${id}-all`, job: job("all"), at: { cron: reconcile.full } },
    ];
  });
}
