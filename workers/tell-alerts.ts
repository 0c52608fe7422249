/** Alerts → the event stream. */
import type { Transaction } from "kysely";
import { type Alert, recordAlerts } from "../src/store/alerts.ts";
import { lockRollUps } from "../src/store/locks.ts";
import { notifyChanges } from "../src/store/notify-changes.ts";
import type { Schema } from "../src/store/schema.ts";

/** Records these in the caller's transaction, to be heard of when it commits. */
export async function tellAlerts(trx: Transaction<Schema>, alerts: readonly Alert[], at: Date): Promise<void> {
  if (alerts.length === 0) return;
  await lockRollUps(trx);
  const newest = await recordAlerts(trx, alerts, at);
  if (newest !== null) await notifyChanges(trx, newest);
}
