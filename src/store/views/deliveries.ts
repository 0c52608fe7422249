/** Deliveries as lists and figures. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";
import type { DeliveryStatus } from "../schema.ts";

export interface DeliveryView {
  id: string;
  source: string;
  trackerDeliveryId: string | null;
  status: DeliveryStatus;
  event: string | null;
  reason: string | null;
  attempts: number;
  repeats: number;
  bytes: number;
  receivedAt: Date;
  processedAt: Date | null;
}

/** Newest first, before an id; of one status where it is given. */
export async function listDeliveries(
  db: Queryable,
  page: { status: DeliveryStatus | null; before: string | null; limit: number },
): Promise<DeliveryView[]> {
  const { rows } = await sql<DeliveryView>`
    select id, source, tracker_delivery_id as "trackerDeliveryId", status, event, reason, attempts, repeats,
           octet_length(body) as bytes, received_at as "receivedAt", processed_at as "processedAt"
      from okr_sync.deliveries
     where ${page.before === null ? sql`true` : sql`id < ${page.before}::bigint`}
       and ${page.status === null ? sql`true` : sql`status = ${page.status}`}
     order by id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

export interface DeliveryFigures {
  /** Stored and not processed yet. */
  received: number;
  failed: number;
  /** When the oldest unprocessed one came; null where none waits. */
  oldestReceivedAt: Date | null;
}

/** What is left to do and what went wrong; both are short lists in an index, however many deliveries there are. */
export async function countOpenDeliveries(db: Queryable): Promise<DeliveryFigures> {
  const { rows } = await sql<DeliveryFigures>`
    select count(*) filter (where status = 'received')::int as received,
           count(*) filter (where status = 'failed')::int as failed,
           min(received_at) filter (where status = 'received') as "oldestReceivedAt"
      from okr_sync.deliveries where status in ('received', 'failed')
  `.execute(db);
  return rows[0]!;
}
