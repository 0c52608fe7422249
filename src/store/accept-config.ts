/** Puts a configuration in force as a revision. */
import type { Kysely } from "kysely";
import { deleteRefusal, tellOfConfig } from "./config-refusals.ts";
import { lockConfig, lockRollUps } from "./locks.ts";
import { notifyConfig } from "./notify-changes.ts";
import { everyIssue, requestRematches, requestRollUps } from "./pending.ts";
import { findLatestRevision, recordRevision, rememberSources } from "./revisions.ts";
import type { Cause, Schema } from "./schema.ts";

export interface AcceptableConfig {
  digest: string;
  files: Readonly<Record<string, string>>;
  sources: readonly string[];
  keyResultIds: readonly string[];
}

/**
 * The number of the revision that holds this configuration: the newest one where it is the same, else a new one, with
 * every stored issue marked to be matched and every key result to be rolled up again. Waits for all that still work by the
 * one before; whoever begins later sees the new number. What was refused before is forgotten.
 */
export async function acceptConfig(db: Kysely<Schema>, config: AcceptableConfig, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockConfig(trx);
    await lockRollUps(trx);
    await rememberSources(trx, config.sources, now);
    const isPutRight = await deleteRefusal(trx);
    const latest = await findLatestRevision(trx);
    if (latest?.digest === config.digest) {
      if (isPutRight) await tellOfConfig(trx, { state: "accepted", revision: latest.id }, now);
      return latest.id;
    }
    const revision = await recordRevision(trx, { ...config, on: now.toISOString().slice(0, 10) }, now);
    const cause: Cause = { kind: "config", id: String(revision) };
    await requestRematches(trx, [everyIssue], cause, now);
    await requestRollUps(trx, config.keyResultIds, cause, now);
    await tellOfConfig(trx, { state: "accepted", revision }, now);
    await notifyConfig(trx, revision);
    return revision;
  });
}
