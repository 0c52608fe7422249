/** What became of deliveries. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

export interface PendingDelivery {
  id: string;
  source: string;
  body: Uint8Array;
  receivedAt: Date;
}

export interface DeliveryOutcome {
  id: string;
  status: "processed" | "ignored" | "failed";
  event: string | null;
  reason: string | null;
}

/** Of these deliveries those that are still to be processed, oldest first. */
export async function findUnprocessed(db: Queryable, ids: readonly string[]): Promise<PendingDelivery[]> {
  const { rows } = await sql<{ id: string; source: string; body: Uint8Array; received_at: Date }>`
    select id, source, body, received_at from okr_sync.deliveries
     where id = any(${[...ids]}::bigint[]) and status = 'received' order by id
  `.execute(db);
  return rows.map((row) => ({ id: row.id, source: row.source, body: row.body, receivedAt: row.received_at }));
}

/** What else waits of a source, oldest first: as many as together have no more than so many bytes. */
export async function listWaiting(
  db: Queryable,
  source: string,
  { except, limit, maxBytes }: { except: readonly string[]; limit: number; maxBytes: number },
): Promise<PendingDelivery[]> {
  const { rows } = await sql<PendingDelivery>`
    select id, source, body, received_at as "receivedAt"
      from (select id, source, body, received_at, sum(octet_length(body)) over (order by id) as bytes
              from (select id, source, body, received_at from okr_sync.deliveries
                     where status = 'received' and source = ${source} and id <> all(${[...except]}::bigint[])
                     order by id limit ${limit}) as oldest) as waiting
     where bytes <= ${maxBytes} order by id
  `.execute(db);
  return rows;
}

/** Ends deliveries as processed, ignored or failed; one that has ended already keeps its end. */
export async function recordOutcomes(db: Queryable, outcomes: readonly DeliveryOutcome[], at: Date): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`
    update okr_sync.deliveries delivery
       set status = outcome.status, event = outcome.event, reason = outcome.reason,
           attempts = delivery.attempts + 1, processed_at = ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
           as outcome (id bigint, status text, event text, reason text)
     where delivery.id = outcome.id and delivery.status = 'received'
  `.execute(db);
}

/**
 * Unprocessed deliveries that nobody has rung for since `before`, marked as rung for now; the queue may have lost them.
 * A delivery that waits in a long queue is rung for twice, which is harmless.
 */
export async function ringUnprocessed(db: Queryable, before: Date, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update okr_sync.deliveries set rung_at = ${at.toISOString()}::timestamptz
     where id in (select id from okr_sync.deliveries
                   where status = 'received' and coalesce(rung_at, received_at) <= ${before.toISOString()}::timestamptz
                   order by id limit ${limit})
    returning id
  `.execute(db);
  return rows.map((row) => row.id).sort((a, b) => Number(a) - Number(b));
}
