/** Asks whether all that was received has become progress. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

/** One snapshot of all that waits: what one step leaves for the next is marked in the step's own transaction. */
export async function isAtRest(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ atRest: boolean }>`
    select not exists (select from okr_sync.deliveries where status = 'received')
       and not exists (select from okr_sync.pending_rematches)
       and not exists (select from okr_sync.pending_roll_ups) as "atRest"
  `.execute(db);
  return rows[0]!.atRest;
}
