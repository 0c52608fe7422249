/** The health that changes of progress tell by themselves. */
import type { Transaction } from "kysely";
import type { Objective } from "../src/domain/okr.ts";
import { healthMoveOf } from "../src/domain/health-move.ts";
import { saveToldHealths, type ToldHealth } from "../src/store/alerts.ts";
import type { Change } from "../src/store/progress.ts";
import type { Schema } from "../src/store/schema.ts";

/** Remembers it, so that the watch over health does not tell it again. Call with the roll-up lock held. */
export async function rememberToldHealths(
  trx: Transaction<Schema>,
  objectives: readonly Objective[],
  changes: readonly Change[],
  at: Date,
): Promise<void> {
  const told = changes.flatMap(({ before, after }): ToldHealth[] => {
    const { subject, id, progress } = after;
    const change = { subject, id, progress, previousProgress: before?.progress ?? null };
    const { health, previousHealth } = healthMoveOf(objectives, change, at.toISOString());
    return health === null || health === previousHealth ? [] : [{ subject, id, health }];
  });
  await saveToldHealths(trx, told, at);
}
