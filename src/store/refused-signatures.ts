/** Deliveries refused for their signature, counted by minute over all processes. */
import { sql } from "kysely";
import type { Queryable } from "./database.ts";

export interface RefusedCount {
  source: string;
  /** First instant of the minute. */
  minute: Date;
  count: number;
}

/** Adds to what is counted already. */
export async function addRefused(db: Queryable, counts: readonly RefusedCount[]): Promise<void> {
  if (counts.length === 0) return;
  await sql`
    insert into okr_sync.refused_signatures (source, minute, count)
    select source, minute, count
      from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as more (source text, minute timestamptz, count int)
     order by source, minute
    on conflict (source, minute) do update set count = refused_signatures.count + excluded.count
  `.execute(db);
}

/** By source, in minutes that began after `since`. */
export async function countRefused(db: Queryable, since: Date): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ source: string; count: number }>`
    select source, sum(count)::int as count from okr_sync.refused_signatures
     where minute > ${since.toISOString()}::timestamptz group by source
  `.execute(db);
  return new Map(rows.map(({ source, count }) => [source, count]));
}

export async function deleteRefusedBefore(db: Queryable, before: Date): Promise<void> {
  await sql`delete from okr_sync.refused_signatures where minute < ${before.toISOString()}::timestamptz`.execute(db);
}
