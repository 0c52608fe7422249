/** Closed periods and the numbers that were frozen with them. */
import { sql } from "kysely";
import type { Frozen } from "../domain/closing.ts";
import type { Queryable } from "./database.ts";

export interface Closure {
  period: string;
  due: string;
}

export async function listClosures(db: Queryable): Promise<Closure[]> {
  const { rows } = await sql<Closure>`select period, due from okr_sync.period_closures`.execute(db);
  return rows;
}

/** Freezes the numbers of a period under this revision; false, and nothing is written, where it is closed already. */
export async function recordClosure(
  db: Queryable,
  { period, due }: Closure,
  frozen: readonly Frozen[],
  revision: number,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into okr_sync.period_closures (period, due, closed_at, revision)
    values (${period}, ${due}, ${at.toISOString()}::timestamptz, ${revision})
    on conflict do nothing returning period
  `.execute(db);
  if (rows.length === 0) return false;
  await sql`
    insert into okr_sync.frozen_progress (period, due, subject, id, value, progress, raw_progress, counts, in_scope, credited, grade)
    select ${period}, ${due}, subject, id, value, progress, "rawProgress", counts, "inScope", credited, grade
      from jsonb_to_recordset(${JSON.stringify(frozen)}::jsonb) as figures (subject text, id text, value float8,
           progress float8, "rawProgress" float8, counts jsonb, "inScope" float8, credited float8, grade text)
  `.execute(db);
  return true;
}

export interface FrozenView extends Frozen, Closure {
  closedAt: Date;
  revision: number;
}

/** What is frozen of these subjects, in whatever period, by closures up to `at`. */
export async function listFrozen(
  db: Queryable,
  keyResultIds: readonly string[],
  objectiveIds: readonly string[],
  at: Date,
): Promise<FrozenView[]> {
  const { rows } = await sql<FrozenView>`
    select period, due, closed_at as "closedAt", revision, subject, id, value, progress, raw_progress as "rawProgress",
           counts, in_scope as "inScope", credited, grade
      from okr_sync.period_closures join okr_sync.frozen_progress using (period, due)
     where closed_at <= ${at.toISOString()}::timestamptz
       and ((subject = 'key_result' and id = any(${[...keyResultIds]}::text[]))
        or (subject = 'objective' and id = any(${[...objectiveIds]}::text[])))
  `.execute(db);
  return rows;
}
