/** Freezes the numbers of periods that are over for good. */
import type { Transaction } from "kysely";
import { readStoredPlan } from "../src/config/stored-plan.ts";
import type { Deps } from "../src/deps.ts";
import { dayEndMs, frozenOf, isOver } from "../src/domain/closing.ts";
import type { Period } from "../src/domain/okr.ts";
import { readStandingAsOf } from "../src/store/as-of.ts";
import { listClosures, recordClosure } from "../src/store/period-closures.ts";
import { findFirstAcceptedAt } from "../src/store/revisions.ts";
import type { Schema } from "../src/store/schema.ts";

/**
 * Closes the earliest period that is due to be closed; the next turn takes the next. What is frozen is how it stood at the
 * end of its due day, by the configuration in force then. A period that had ended before okr-sync knew any configuration
 * was never watched, and stays as it is.
 */
export async function closePeriods(deps: Deps, trx: Transaction<Schema>): Promise<void> {
  const { config, mapping, revision } = deps.current();
  const now = deps.clock();
  const over = config.periods.filter((period) => isOver(period, now.getTime()));
  if (over.length === 0) return;
  const period = await nextToClose(trx, over);
  if (period === undefined) return;
  const past = await readStandingAsOf(trx, new Date(dayEndMs(period.due)), ({ id, files }) =>
    id === revision ? { ...config, mapping } : readStoredPlan(files),
  );
  const frozen = frozenOf(period, past.plan.objectives, past);
  const closed = await recordClosure(trx, { period: period.id, due: period.due }, frozen, past.revision, now);
  if (closed) deps.log.info({ period: period.id, due: period.due, frozen: frozen.length }, "closed a period");
}

async function nextToClose(trx: Transaction<Schema>, over: readonly Period[]): Promise<Period | undefined> {
  const first = await findFirstAcceptedAt(trx);
  if (first === null) return undefined;
  const closed = new Set((await listClosures(trx)).map(({ period, due }) => `${period} ${due}`));
  return over
    .filter(({ id, due }) => !closed.has(`${id} ${due}`) && dayEndMs(due) >= first.getTime())
    .toSorted((a, b) => dayEndMs(a.due) - dayEndMs(b.due))[0];
}
