/** Work that a transaction leaves behind for the workers; the sweep rings for it again if its job is lost. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";
import type { Cause } from "./schema.ts";

/** Marks key results to be rolled up, in the transaction that moved them. */
export async function requestRollUps(db: Queryable, keyResultIds: readonly string[], cause: Cause, at: Date) {
  if (keyResultIds.length === 0) return;
  await sql`
    insert into okr_sync.pending_roll_ups (key_result_id, cause, requested_at)
    select id, ${JSON.stringify(cause)}::jsonb, ${at.toISOString()}::timestamptz
      from unnest(${[...keyResultIds].sort()}::text[]) as id order by id
    on conflict (key_result_id) do update set cause = excluded.cause, requested_at = excluded.requested_at
  `.execute(db);
}

/** Marks subtrees (or, with `*`, every issue) to be matched again, from their beginning. */
export async function requestRematches(db: Queryable, roots: readonly string[], cause: Cause, at: Date) {
  if (roots.length === 0) return;
  await sql`
    insert into okr_sync.pending_rematches (root, after, cause, requested_at)
    select root, null, ${JSON.stringify(cause)}::jsonb, ${at.toISOString()}::timestamptz
      from unnest(${[...roots].sort()}::text[]) as root order by root
    on conflict (root) do update set after = null, cause = excluded.cause, requested_at = excluded.requested_at
  `.execute(db);
}
