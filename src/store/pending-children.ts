/** Issues whose children are still to be fetched from the tracker. */
import { sql } from "kysely";
import type { IssueRef } from "../domain/issue.ts";
import type { Queryable } from "./database.ts";

export interface PendingChildren {
  ref: IssueRef;
  cursor: string | null;
}

export async function requestChildren(db: Queryable, refs: readonly IssueRef[], at: Date): Promise<void> {
  if (refs.length === 0) return;
  await sql`
    insert into okr_sync.pending_children (ref, cursor, requested_at)
    select distinct ref, null::text, ${at.toISOString()}::timestamptz from unnest(${[...refs]}::text[]) as ref
    on conflict (ref) do nothing
  `.execute(db);
}

/** The next of a source, in ref order; null where none is left. */
export async function findPendingChildren(db: Queryable, source: string): Promise<PendingChildren | null> {
  const { rows } = await sql<PendingChildren>`
    select ref, cursor from okr_sync.pending_children where split_part(ref, ':', 1) = ${source} order by ref limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** Remembers the next page; null when the last one is saved. */
export async function advanceChildren(db: Queryable, ref: IssueRef, cursor: string | null): Promise<void> {
  await (cursor === null
    ? sql`delete from okr_sync.pending_children where ref = ${ref}`.execute(db)
    : sql`update okr_sync.pending_children set cursor = ${cursor} where ref = ${ref}`.execute(db));
}

/** Sources that have had such issues since before `before`. */
export async function listSourcesWithPendingChildren(db: Queryable, before: Date): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select distinct split_part(ref, ':', 1) as source from okr_sync.pending_children
     where requested_at <= ${before.toISOString()}::timestamptz order by source
  `.execute(db);
  return rows.map(({ source }) => source);
}
