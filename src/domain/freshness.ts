/** Which sources have been silent for too long, and whom that concerns. See spec domain.md section 4. */
import { type CompiledMapping, namesSource } from "./mapping.ts";

/** When a source was last heard from. */
export interface Freshness {
  lastDeliveryAt: Date | null;
  lastReconciledAt: Date | null;
  firstConfiguredAt: Date | null;
}

export interface SourceFreshness extends Freshness {
  source: string;
}

/** Milliseconds since 1970 at which a source was heard from (a delivery, a finished reconcile), or else first configured. */
export function heardMs(freshness: Freshness | undefined): number | null {
  if (freshness === undefined) return null;
  const { lastDeliveryAt, lastReconciledAt, firstConfiguredAt } = freshness;
  const heard = [lastDeliveryAt, lastReconciledAt].filter((at) => at !== null).map((at) => at.getTime());
  return heard.length > 0 ? Math.max(...heard) : (firstConfiguredAt?.getTime() ?? null);
}

/** Since when a source has been stale, milliseconds since 1970; null where it is not. */
export function staleSinceMs(freshness: Freshness | undefined, staleAfterMs: number, nowMs: number): number | null {
  const heard = heardMs(freshness);
  return heard !== null && nowMs - heard > staleAfterMs ? heard + staleAfterMs : null;
}

/** Ids of the configured sources that are stale. */
export function staleSources(
  sources: readonly { id: string; staleAfterMs: number }[],
  freshness: readonly SourceFreshness[],
  nowMs: number,
): ReadonlySet<string> {
  const bySource = new Map(freshness.map((each) => [each.source, each]));
  const stale = sources.filter(({ id, staleAfterMs }) => staleSinceMs(bySource.get(id), staleAfterMs, nowMs) !== null);
  return new Set(stale.map(({ id }) => id));
}

/**
 * Whether a stale source feeds any of the given key results' ledgers: by its issues in them, or by a rule that names it
 * while none of its issues is there yet. `feeding` has the sources of each key result's ledger.
 */
export function stalenessOf(
  mapping: CompiledMapping,
  stale: ReadonlySet<string>,
  feeding: ReadonlyMap<string, readonly string[]>,
): (keyResultIds: ReadonlySet<string>) => boolean {
  const isFedByStale = (id: string) =>
    (feeding.get(id) ?? []).some((source) => stale.has(source)) ||
    stale.values().some((source) => namesSource(mapping, id, source));
  return (ids) => stale.size > 0 && ids.values().some(isFedByStale);
}
