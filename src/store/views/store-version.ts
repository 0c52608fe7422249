/** How far everything that the dashboard shows has come. */
import { sql } from "kysely";
import type { SourceFreshness } from "../../domain/freshness.ts";
import type { Queryable } from "../database.ts";
import { freshnessOf } from "./feeding-sources.ts";

/** Each only grows, in the order of commits: who has read up to one misses what was committed after it, and nothing else. */
export interface StoreMarks {
  /** Of rows of progress, told as a change or not. */
  progress: bigint;
  checkIn: bigint;
  alert: bigint;
  delivery: bigint;
  /** Periods that are closed. */
  closures: number;
}

/** Asked before every answer, so it looks at the ends of four indexes and a table of a few rows. */
export async function readMarks(db: Queryable): Promise<StoreMarks> {
  const { rows } = await sql<MarksRow>`
    select progress, check_in as "checkIn", alert, delivery, closures from okr_sync.reading_marks()
  `.execute(db);
  const { progress, checkIn, alert, delivery, closures } = rows[0]!;
  return {
    progress: BigInt(progress ?? 0),
    checkIn: BigInt(checkIn ?? 0),
    alert: BigInt(alert ?? 0),
    delivery: BigInt(delivery ?? 0),
    closures,
  };
}

interface MarksRow extends Record<Exclude<keyof StoreMarks, "closures">, string | null> {
  closures: number;
}

/** What moves more slowly, or with a mark. */
export interface StoreSurroundings {
  /** Newest change of progress; ids of one sequence with those of alerts. */
  change: bigint;
  /** When the days before the first delivery were last filled in, milliseconds since 1970; 0: never. */
  historyMs: number;
  /** When the refused configuration was refused, milliseconds since 1970; 0 where none is. */
  refusedMs: number;
  freshness: readonly SourceFreshness[];
}

interface SurroundingsRow {
  change: string;
  historyAt: Date | null;
  refusedAt: Date | null;
  freshness: readonly Record<keyof SourceFreshness, string | null>[] | null;
}

export async function readSurroundings(db: Queryable, sources: readonly string[]): Promise<StoreSurroundings> {
  const { rows } = await sql<SurroundingsRow>`
    select coalesce((select max(id) from okr_sync.progress_changes), 0) as change,
           (select max(history_rebuilt_at) from okr_sync.source_states) as "historyAt",
           (select at from okr_sync.config_refusals) as "refusedAt",
           (select jsonb_agg(heard) from (${freshnessOf(sources)}) as heard) as freshness
  `.execute(db);
  const { change, historyAt, refusedAt, freshness } = rows[0]!;
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  return {
    change: BigInt(change),
    historyMs: historyAt?.getTime() ?? 0,
    refusedMs: refusedAt?.getTime() ?? 0,
    freshness: (freshness ?? []).map(({ source, lastDeliveryAt, lastReconciledAt, firstConfiguredAt }) => ({
      source: source ?? "",
      lastDeliveryAt: dateOf(lastDeliveryAt),
      lastReconciledAt: dateOf(lastReconciledAt),
      firstConfiguredAt: dateOf(firstConfiguredAt),
    })),
  };
}
