/** Which sources have been silent for too long, and whom that concerns. See spec domain.md section 4. */
import type { SourceConfig } from "../../config/config.ts";
import type { SourceFreshness } from "../../store/views/feeding-sources.ts";

/** Milliseconds since a source was heard from (a delivery, a finished reconcile), or since it was first configured. */
export function silentMs(freshness: SourceFreshness | undefined, nowMs: number): number | null {
  if (freshness === undefined) return null;
  const { lastDeliveryAt, lastReconciledAt, firstConfiguredAt } = freshness;
  const heard = [lastDeliveryAt, lastReconciledAt].filter((at) => at !== null).map((at) => at.getTime());
  if (heard.length > 0) return nowMs - Math.max(...heard);
  return firstConfiguredAt === null ? null : nowMs - firstConfiguredAt.getTime();
}

/** Ids of the configured sources that are stale. */
export function staleSources(
  sources: readonly SourceConfig[],
  freshness: readonly SourceFreshness[],
  nowMs: number,
): ReadonlySet<string> {
  const bySource = new Map(freshness.map((each) => [each.source, each]));
  const stale = sources.filter(({ id, staleAfterMs }) => (silentMs(bySource.get(id), nowMs) ?? 0) > staleAfterMs);
  return new Set(stale.map(({ id }) => id));
}
