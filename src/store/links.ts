/** Explicit links: written, taken back, listed. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

export interface StoredLink {
  id: string;
  /** As it was given. */
  issue: string;
  keyResultId: string;
  weight: number;
  author: string | null;
  createdAt: Date;
}

const columns = sql.raw(`id, issue, key_result_id as "keyResultId", weight, author, created_at as "createdAt"`);

/** Null where a live link with the same text and key result exists. */
export async function recordLink(db: Queryable, link: Omit<StoredLink, "id">): Promise<StoredLink | null> {
  const { issue, keyResultId, weight, author, createdAt } = link;
  const { rows } = await sql<StoredLink>`
    insert into okr_sync.links (issue, key_result_id, weight, author, created_at)
    values (${issue}, ${keyResultId}, ${weight}, ${author}, ${createdAt.toISOString()})
    on conflict (lower(issue), key_result_id) where deleted_at is null do nothing
    returning ${columns}
  `.execute(db);
  return rows[0] ?? null;
}

/** Takes a live link back; null where there is none. */
export async function removeLink(db: Queryable, id: string, at: Date): Promise<StoredLink | null> {
  const { rows } = await sql<StoredLink>`
    update okr_sync.links set deleted_at = ${at.toISOString()}::timestamptz
     where id = ${id}::bigint and deleted_at is null
    returning ${columns}
  `.execute(db);
  return rows[0] ?? null;
}

/** Live links, oldest first, after an id; of one key result where it is given. */
export async function listLinks(
  db: Queryable,
  page: { keyResultId: string | null; after: string | null; limit: number | null },
): Promise<StoredLink[]> {
  const { keyResultId, after, limit } = page;
  const { rows } = await sql<StoredLink>`
    select ${columns} from okr_sync.links
     where deleted_at is null and id > ${after ?? "0"}::bigint
       and (${keyResultId}::text is null or key_result_id = ${keyResultId}::text)
     order by id limit ${limit}::bigint
  `.execute(db);
  return rows;
}
