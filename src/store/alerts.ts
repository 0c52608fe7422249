/** What is told to people besides changes of progress, and what was told already. */
import { sql } from "kysely";
import type { Health } from "../domain/check-in.ts";
import type { Queryable } from "./database.ts";
import type { Subject } from "./progress.ts";

export interface Alert {
  kind: "source" | "health" | "config";
  data: object;
}

/**
 * Appends alerts; returns the greatest id, null for none. Call with the roll-up lock held: ids are shared with changes of
 * progress, and whoever reads on from an id must not meet a smaller one later.
 */
export async function recordAlerts(db: Queryable, alerts: readonly Alert[], at: Date): Promise<string | null> {
  if (alerts.length === 0) return null;
  const rows = alerts.map((alert, position) => ({ ...alert, position }));
  const recorded = await sql<{ id: string }>`
    insert into okr_sync.alerts (kind, at, data)
    select kind, ${at.toISOString()}::timestamptz, data
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as alert (position int, kind text, data jsonb)
     order by position
    returning id
  `.execute(db);
  return recorded.rows.at(-1)?.id ?? null;
}

export type Condition = "stale" | "refused" | "reconcile_failed";

export interface SourceCondition {
  source: string;
  condition: Condition;
  since: Date;
}

/** Conditions that were told and have not ended. */
export async function listConditions(db: Queryable): Promise<SourceCondition[]> {
  const { rows } = await sql<SourceCondition>`select source, condition, since from okr_sync.source_conditions`.execute(
    db,
  );
  return rows;
}

export async function recordCondition(db: Queryable, { source, condition, since }: SourceCondition): Promise<void> {
  await sql`
    insert into okr_sync.source_conditions (source, condition, since)
    values (${source}, ${condition}, ${since.toISOString()}::timestamptz)
  `.execute(db);
}

export async function removeCondition(db: Queryable, { source, condition }: SourceCondition): Promise<void> {
  await sql`
    delete from okr_sync.source_conditions where source = ${source} and condition = ${condition}
  `.execute(db);
}

export interface ToldHealth extends Subject {
  health: Health;
}

export async function listToldHealths(db: Queryable): Promise<ToldHealth[]> {
  const { rows } = await sql<ToldHealth>`select subject, id, health from okr_sync.told_health`.execute(db);
  return rows;
}

/** Remembers the health that was told last of each of these. */
export async function saveToldHealths(db: Queryable, told: readonly ToldHealth[], at: Date): Promise<void> {
  if (told.length === 0) return;
  await sql`
    insert into okr_sync.told_health (subject, id, health, at)
    select subject, id, health, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as now (subject text, id text, health text)
     order by subject, id
    on conflict (subject, id) do update set health = excluded.health, at = excluded.at
  `.execute(db);
}
