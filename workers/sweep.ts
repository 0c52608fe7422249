/** Rings again for work that is in the database and whose job may have been lost. */
import type { Deps } from "../src/deps.ts";
import { ringUnprocessed } from "../src/store/delivery-outcomes.ts";
import { lockConfig, tryLockSweep } from "../src/store/locks.ts";
import { everyIssue, listOverdue, requestRematches } from "../src/store/pending.ts";
import { listSourcesWithPendingChildren } from "../src/store/pending-children.ts";
import { isMatchedOnOtherDay, moveMatchedOn } from "../src/store/revisions.ts";
import { keepHouse } from "./housekeeping.ts";

/** How long work may lie unrung, milliseconds; well within the 30 s in which a flushed queue is to be healed. */
export const overdueAfterMs = 5_000;
const deliveriesPerSweep = 2_000;
const deliveriesPerJob = 100;
const marksPerSweep = 1_000;

/** One pass. Does nothing while another process sweeps. It does not ride on the queue that it heals. */
export async function sweep(deps: Deps): Promise<void> {
  const now = deps.clock();
  const before = new Date(now.getTime() - overdueAfterMs);
  await startNewDay(deps);
  const found = await deps.database.db.transaction().execute(async (trx) => {
    if (!(await tryLockSweep(trx))) return null;
    const deliveryIds = await ringUnprocessed(trx, before, now, deliveriesPerSweep);
    const childrenOf = await listSourcesWithPendingChildren(trx, before);
    return { deliveryIds, childrenOf, ...(await listOverdue(trx, before, marksPerSweep)) };
  });
  if (found === null) return;
  const { deliveryIds, childrenOf, keyResultIds, roots, changeIds } = found;
  for (let start = 0; start < deliveryIds.length; start += deliveriesPerJob) {
    await deps.queue.enqueue("ingest", { deliveryIds: deliveryIds.slice(start, start + deliveriesPerJob) });
  }
  if (keyResultIds.length > 0) await deps.queue.enqueue("roll-up", { keyResultIds });
  if (roots.length > 0) await deps.queue.enqueue("rematch", { roots: roots.slice(0, 1) });
  if (changeIds.length > 0) await deps.queue.enqueue("publish", { changeIds });
  for (const source of childrenOf) await deps.queue.enqueue("reconcile", { source, scope: "children" });
  await keepHouse(deps);
}

/**
 * Rules with relative dates are evaluated again when the UTC day changes. Nobody matches at that moment: what was matched by
 * yesterday and is committed later would be missed.
 */
async function startNewDay(deps: Deps): Promise<void> {
  const { mapping, revision } = deps.current();
  const now = deps.clock();
  const day = now.toISOString().slice(0, 10);
  if (!mapping.usesToday || !(await isMatchedOnOtherDay(deps.database.db, revision, day))) return;
  await deps.database.db.transaction().execute(async (trx) => {
    await lockConfig(trx);
    if (!(await moveMatchedOn(trx, revision, day))) return;
    await requestRematches(trx, [everyIssue], { kind: "date", id: null }, now);
  });
}
