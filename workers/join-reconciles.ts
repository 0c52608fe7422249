/** One reconcile of a source at a time in a process: who asks meanwhile is told of the one that is under way. */
import type { Reconcile } from "../src/store/reconciles.ts";
import type { ReconcileWanted } from "./reconcile.ts";

type Run = (wanted: ReconcileWanted) => Promise<Reconcile | null>;

/** `run`, joined by those who ask for no more than what is under way already; others wait for their turn. */
export function joinReconciles(run: Run): Run {
  const underWay = new Map<string, Promise<Reconcile | null>>();
  return async function joined(wanted): Promise<Reconcile | null> {
    const other = underWay.get(wanted.source);
    if (other !== undefined) {
      const ended = await other;
      const isMore = wanted.scope === "all" || (wanted.since ?? null) !== null;
      return isMore && ended?.scope !== "all" ? joined(wanted) : ended;
    }
    const started = run(wanted).finally(() => underWay.delete(wanted.source));
    underWay.set(wanted.source, started);
    return started;
  };
}
