/** Runs a delivery again. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

/** Marks a delivery, whatever became of it, as received again; false where there is none. */
export async function replayDelivery(db: Queryable, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update okr_sync.deliveries
       set status = 'received', event = null, reason = null, processed_at = null, rung_at = ${at.toISOString()}::timestamptz
     where id = ${id}::bigint returning id
  `.execute(db);
  return rows.length > 0;
}
