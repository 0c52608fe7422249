/** Which sources feed which key results. */
import { type RawBuilder, sql } from "kysely";
import type { SourceFreshness } from "../../domain/freshness.ts";
import type { Queryable } from "../database.ts";

/** Sources of the ledger rows of each of these key results; none for one without rows. */
export async function listFeedingSources(
  db: Queryable,
  keyResultIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; sources: string[] }>`
    select id, array_agg(source order by source) as sources
      from (select distinct key_result_id as id, split_part(issue_ref, ':', 1) as source
              from okr_sync.contributions where key_result_id = any(${[...keyResultIds]}::text[])) as feeding
     group by id
  `.execute(db);
  return new Map(rows.map(({ id, sources }) => [id, sources]));
}

/** One row a source: when it was last heard from. */
export function freshnessOf(sources: readonly string[]): RawBuilder<SourceFreshness> {
  return sql<SourceFreshness>`
    select wanted.source, state.last_reconciled_at as "lastReconciledAt",
           state.first_configured_at as "firstConfiguredAt",
           (select received_at from okr_sync.deliveries delivery where delivery.source = wanted.source
             order by received_at desc limit 1) as "lastDeliveryAt"
      from unnest(${[...sources]}::text[]) as wanted (source)
      left join okr_sync.source_states state on state.source = wanted.source
  `;
}

/** When each source was last heard from. */
export async function listSourceFreshness(db: Queryable, sources: readonly string[]): Promise<SourceFreshness[]> {
  return (await freshnessOf(sources).execute(db)).rows;
}

/** When each source had last been heard from at a past instant. */
export async function listSourceFreshnessAsOf(
  db: Queryable,
  sources: readonly string[],
  at: Date,
): Promise<SourceFreshness[]> {
  const time = at.toISOString();
  const { rows } = await sql<SourceFreshness>`
    select wanted.source, state.first_configured_at as "firstConfiguredAt",
           (select max(finished_at) from okr_sync.reconciles run
             where run.source = wanted.source and finished_at <= ${time}::timestamptz) as "lastReconciledAt",
           (select received_at from okr_sync.deliveries delivery
             where delivery.source = wanted.source and received_at <= ${time}::timestamptz
             order by received_at desc limit 1) as "lastDeliveryAt"
      from unnest(${[...sources]}::text[]) as wanted (source)
      left join okr_sync.source_states state on state.source = wanted.source
  `.execute(db);
  return rows;
}
