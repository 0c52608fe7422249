/** Statements of people and programs about key results. */
import { sql } from "kysely";
import type { CheckIn } from "../domain/check-in.ts";
import type { Queryable } from "./database.ts";

interface CheckInRow extends Omit<CheckIn, "at" | "expiresAt"> {
  at: Date;
  expiresAt: Date | null;
}

const columns = sql.raw(
  `id, key_result_id as "keyResultId", value, confidence, health, note, author, at, expires_at as "expiresAt"`,
);

function toCheckIn(row: CheckInRow): CheckIn {
  return { ...row, at: row.at.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null };
}

/** Appends a check-in; returns it with its id. */
export async function recordCheckIn(db: Queryable, checkIn: Omit<CheckIn, "id">): Promise<CheckIn> {
  const { keyResultId, value, confidence, health, note, author, at, expiresAt } = checkIn;
  const { rows } = await sql<CheckInRow>`
    insert into okr_sync.check_ins (key_result_id, value, confidence, health, note, author, at, expires_at)
    values (${keyResultId}, ${value}, ${confidence}, ${health}, ${note}, ${author}, ${at}, ${expiresAt})
    returning ${columns}
  `.execute(db);
  return toCheckIn(rows[0]!);
}

/** A key result's check-ins, newest first, from the one before `before` on. */
export async function listCheckIns(
  db: Queryable,
  keyResultId: string,
  page: { before: { at: string; id: string } | null; limit: number },
): Promise<CheckIn[]> {
  const { before, limit } = page;
  const { rows } = await sql<CheckInRow>`
    select ${columns} from okr_sync.check_ins
     where key_result_id = ${keyResultId}
       and (${before === null} or (at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::bigint))
     order by at desc, id desc limit ${limit}
  `.execute(db);
  return rows.map(toCheckIn);
}

/**
 * Of each key result the newest check-in, the newest that states a health and the newest that states a confidence, of
 * those made by `now`: all that its answer for that instant needs. Newest first.
 */
export async function listTellingCheckIns(
  db: Queryable,
  keyResultIds: readonly string[],
  now: string,
): Promise<CheckIn[]> {
  const own = sql`key_result_id = wanted.id and at <= ${now}::timestamptz`;
  const { rows } = await sql<CheckInRow>`
    select distinct on (key_result_id, at, id) telling.*
      from unnest(${[...keyResultIds]}::text[]) as wanted (id)
     cross join lateral (
       (select ${columns}, key_result_id from okr_sync.check_ins where ${own}
         order by at desc, id desc limit 1)
       union all
       (select ${columns}, key_result_id from okr_sync.check_ins where ${own} and health is not null
         order by at desc, id desc limit 1)
       union all
       (select ${columns}, key_result_id from okr_sync.check_ins where ${own} and confidence is not null
         order by at desc, id desc limit 1)
     ) as telling
     order by key_result_id, at desc, telling.id desc
  `.execute(db);
  return rows.map(toCheckIn);
}

/** Key results with a check-in of a greater id: ids grow in the order of commits. */
export async function listCheckedInSince(db: Queryable, id: bigint): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct key_result_id as id from okr_sync.check_ins where id > ${String(id)}::bigint
  `.execute(db);
  return rows.map((row) => row.id);
}
