/** The configuration that was refused last, kept until a good one comes, so that every process shows it. */
import { sql, type Transaction } from "kysely";
import { recordAlerts } from "./alerts.ts";
import type { Queryable } from "./database.ts";
import { lockRollUps } from "./locks.ts";
import { notifyChanges } from "./notify-changes.ts";
import type { Schema } from "./schema.ts";

export interface Refusal {
  at: Date;
  /** Each as `file:line:column: message`. */
  problems: readonly string[];
}

export async function findRefusal(db: Queryable): Promise<Refusal | null> {
  const { rows } = await sql<Refusal>`select at, problems from okr_sync.config_refusals`.execute(db);
  return rows[0] ?? null;
}

/** Records it, and tells of it where other problems, or none, were known; one that only `stays` replaces no other. */
export async function recordRefusal(
  trx: Transaction<Schema>,
  { at, problems }: Refusal,
  { stays }: { stays: boolean },
): Promise<void> {
  const revision = await lockRollUps(trx);
  const known = await findRefusal(trx);
  if (known !== null && (stays || isSame(known.problems, problems))) return;
  await sql`
    insert into okr_sync.config_refusals (at, problems)
    values (${at.toISOString()}::timestamptz, ${JSON.stringify(problems)}::jsonb)
    on conflict (only_one) do update set at = excluded.at, problems = excluded.problems
  `.execute(trx);
  await tellOfConfig(trx, { state: "refused", revision, problems }, at);
}

/** What was refused has been put right: tells that the configuration in force is what the folder says again. */
export async function clearRefusal(trx: Transaction<Schema>, at: Date): Promise<void> {
  const revision = await lockRollUps(trx);
  if (await deleteRefusal(trx)) await tellOfConfig(trx, { state: "accepted", revision }, at);
}

/** True where there was one. */
export async function deleteRefusal(db: Queryable): Promise<boolean> {
  const { rows } = await sql`delete from okr_sync.config_refusals returning at`.execute(db);
  return rows.length > 0;
}

interface ConfigEvent {
  state: "accepted" | "refused";
  /** The one in force from now on, or still. */
  revision: number;
  problems?: readonly string[];
}

/** Tells the event streams, when the transaction commits. Call with the roll-up lock held. */
export async function tellOfConfig(trx: Transaction<Schema>, data: ConfigEvent, at: Date): Promise<void> {
  const id = await recordAlerts(trx, [{ kind: "config", data }], at);
  if (id !== null) await notifyChanges(trx, id);
}

function isSame(known: readonly string[], given: readonly string[]): boolean {
  return JSON.stringify(known) === JSON.stringify(given);
}
