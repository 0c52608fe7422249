/** Configuration revisions: each accepted configuration, whole and numbered. */
import { sql } from "kysely";
import { codedError } from "../errors.ts";
import type { Queryable } from "./database.ts";

export interface Revision {
  id: number;
  digest: string;
  /** UTC day that its relative dates were last evaluated for; null before the first time. */
  matchedOn: string | null;
}

/** The newest revision; null on a fresh database. */
export async function findLatestRevision(db: Queryable): Promise<Revision | null> {
  const { rows } = await sql<Revision>`
    select id, digest, matched_on as "matchedOn" from okr_sync.config_revisions order by id desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

export interface RevisionInForce extends StoredRevision {
  acceptedAt: Date;
  /** When every stored issue had been matched by it; null before. */
  matchedAt: Date | null;
}

/** The newest revision, whole: the one in force; null on a fresh database. */
export async function findRevisionInForce(db: Queryable): Promise<RevisionInForce | null> {
  const { rows } = await sql<RevisionInForce>`
    select id, files, accepted_at as "acceptedAt", matched_at as "matchedAt" from okr_sync.config_revisions
     order by id desc limit 1
  `.execute(db);
  return rows[0] ?? null;
}

/** Number of the newest revision; 0 on a fresh database. */
export async function newestRevisionId(db: Queryable): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id), 0) as id from okr_sync.config_revisions
  `.execute(db);
  return rows[0]?.id ?? 0;
}

/** When a revision was accepted, and when every stored issue had been matched by it; null for one that is not stored. */
export async function findRevisionTimes(
  db: Queryable,
  id: number,
): Promise<Pick<RevisionInForce, "acceptedAt" | "matchedAt"> | null> {
  const { rows } = await sql<Pick<RevisionInForce, "acceptedAt" | "matchedAt">>`
    select accepted_at as "acceptedAt", matched_at as "matchedAt" from okr_sync.config_revisions where id = ${id}
  `.execute(db);
  return rows[0] ?? null;
}

export interface StoredRevision {
  id: number;
  /** Texts by file name, references unresolved. */
  files: Readonly<Record<string, string>>;
}

/** The revision that was in force at an instant; before the first one, the first. Throws where there never was one. */
export async function getRevisionAt(db: Queryable, at: Date): Promise<StoredRevision> {
  const time = at.toISOString();
  const { rows } = await sql<StoredRevision>`
    select id, files from okr_sync.config_revisions
     order by accepted_at <= ${time}::timestamptz desc,
              case when accepted_at <= ${time}::timestamptz then -id else id end
     limit 1
  `.execute(db);
  if (rows[0] === undefined) throw codedError("NOT_FOUND", "no configuration has been in force yet");
  return rows[0];
}

/** When the first configuration was accepted; null on a fresh database. */
export async function findFirstAcceptedAt(db: Queryable): Promise<Date | null> {
  const { rows } = await sql<{ accepted_at: Date }>`
    select accepted_at from okr_sync.config_revisions order by id limit 1
  `.execute(db);
  return rows[0]?.accepted_at ?? null;
}

export async function recordRevision(
  db: Queryable,
  revision: { digest: string; files: Readonly<Record<string, string>>; on: string },
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into okr_sync.config_revisions (digest, files, accepted_at, matched_on)
    values (${revision.digest}, ${JSON.stringify(revision.files)}::jsonb, ${at.toISOString()}::timestamptz, ${revision.on})
    returning id
  `.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("recording a configuration revision returned no id");
  return id;
}

/** Whether the relative dates of this revision were last evaluated for another day; false for one that is out of force. */
export async function isMatchedOnOtherDay(db: Queryable, revision: number, on: string): Promise<boolean> {
  const { rows } = await sql`
    select id from okr_sync.config_revisions
     where id = ${revision} and matched_on is distinct from ${on} and id = (select max(id) from okr_sync.config_revisions)
  `.execute(db);
  return rows.length > 0;
}

/** Moves the day that relative dates are evaluated for; false where it is that day already. */
export async function moveMatchedOn(db: Queryable, revision: number, on: string): Promise<boolean> {
  const { rows } = await sql`
    update okr_sync.config_revisions set matched_on = ${on} where id = ${revision} and matched_on is distinct from ${on}
    returning id
  `.execute(db);
  return rows.length > 0;
}

/** Notes that every stored issue has been matched by the newest revision. */
export async function markMatched(db: Queryable, at: Date): Promise<void> {
  await sql`
    update okr_sync.config_revisions set matched_at = ${at.toISOString()}::timestamptz
     where id = (select max(id) from okr_sync.config_revisions) and matched_at is null
  `.execute(db);
}

/** Remembers since when each source has been configured. */
export async function rememberSources(db: Queryable, sources: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into okr_sync.source_states (source, first_configured_at)
    select source, ${at.toISOString()}::timestamptz from unnest(${[...sources]}::text[]) as source
    on conflict do nothing
  `.execute(db);
}
