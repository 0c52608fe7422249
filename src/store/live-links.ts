/** Explicit links in force. */
import { sql } from "kysely";
import type { Link } from "../domain/rule.ts";
import type { Queryable } from "./database.ts";

export async function listLiveLinks(db: Queryable): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select id, issue, key_result_id as "keyResultId", weight from okr_sync.links where deleted_at is null order by id
  `.execute(db);
  return rows;
}
