/** How much of each key result was finished on which day: what a forecast resamples. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";

export interface CompletedDay {
  keyResultId: string;
  /** UTC day, `2026-11-02`. */
  day: string;
  /** Σ weight·size of the counted issues completed that day, at most 1e300, and their number. */
  size: number;
  count: number;
}

/** Completed counted work of these key results by UTC day, from one instant to before another. */
export async function listCompletedDays(
  db: Queryable,
  keyResultIds: readonly string[],
  from: Date,
  to: Date,
): Promise<CompletedDay[]> {
  // As numeric, and kept within what a double holds: beyond it SQL has an error, on either side.
  const { rows } = await sql<CompletedDay>`
    select "keyResultId", day, count, (case when size < 1e-300 then 0 else least(size, 1e300) end)::float8 as size
      from (select key_result_id as "keyResultId", to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD') as day,
                   sum(weight::numeric * size::numeric) as size, count(*)::int as count
              from okr_sync.contributions
             where key_result_id = any(${[...keyResultIds]}::text[]) and counted and status_category = 'completed'
               and completed_at >= ${from.toISOString()}::timestamptz and completed_at < ${to.toISOString()}::timestamptz
             group by 1, 2) as days
     order by 1, 2
  `.execute(db);
  return rows;
}
