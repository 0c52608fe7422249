/** What the sweep does once a minute rather than each time: closing, watching, filling in, forgetting. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import { deleteOldRevisions } from "../src/store/issue-revisions.ts";
import { tryLockHousekeeping } from "../src/store/locks.ts";
import { deleteRefusedBefore } from "../src/store/refused-signatures.ts";
import type { Schema } from "../src/store/schema.ts";
import { takeTurn } from "../src/store/turns.ts";
import { closePeriods } from "./close-periods.ts";
import { holdConfig, underNewest } from "./fence.ts";
import { rebuildHistory } from "./rebuild-history.ts";
import { watchHealth } from "./watch-health.ts";
import { watchSources } from "./watch-sources.ts";

/** Health moves by days and staleness by hours: nobody misses what is told a minute late. */
export const housekeepingEveryMs = 60_000;
/** "As of" reaches back a year and the weeks in which that year is looked back upon. */
export const keptRevisionsMs = 400 * 86_400_000;
/** Revisions forgotten at a time: a minute's turn leaves the rest to the next one. */
const revisionsPerTurn = 5_000;
/** Twice the hour that is shown. */
const keptRefusedMs = 2 * 3_600_000;

/** Each step commits by itself; one that fails is tried again at its next turn and holds up none of the others. */
const steps = {
  "close-periods": closePeriods,
  "watch-sources": watchSources,
  "watch-health": watchHealth,
  "rebuild-history": rebuildHistory,
  "forget-old": forgetOld,
} as const satisfies Record<string, Step>;

/** Does what is due, whichever process had the last turn. Never throws: it comes after what the sweep is there for. */
export async function keepHouse(deps: Deps): Promise<void> {
  for (const [name, step] of Object.entries(steps)) {
    try {
      await inTurn(deps, name, step);
    } catch (err) {
      deps.log.warn({ err, step: name }, "a step of housekeeping failed; the next turn tries again");
      // The turn was rolled back with it; without this the step would fail with every sweep.
      await inTurn(deps, name, async () => undefined).catch(() => undefined);
    }
  }
}

type Step = (own: Deps, trx: Transaction<Schema>) => Promise<void>;

async function inTurn(deps: Deps, name: string, step: Step): Promise<void> {
  await underNewest(deps, (own) =>
    own.database.db.transaction().execute(async (trx) => {
      if (!(await tryLockHousekeeping(trx))) return;
      await holdConfig(own, trx);
      if (await takeTurn(trx, name, housekeepingEveryMs, own.clock())) await step(own, trx);
    }),
  );
}

async function forgetOld(deps: Deps, trx: Transaction<Schema>): Promise<void> {
  const now = deps.clock().getTime();
  await deleteOldRevisions(trx, new Date(now - keptRevisionsMs), revisionsPerTurn);
  await deleteRefusedBefore(trx, new Date(now - keptRefusedMs));
}
