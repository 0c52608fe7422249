/** How fresh a source is, as a shape and an instant. */
import type { Health } from "../../domain/check-in.ts";
import type { SourceStatus } from "../../http/schemas/operations.ts";

export function shapeOf(source: SourceStatus): Health {
  if (source.stale) return "stale";
  return heardAt(source) === null ? "no_data" : "on_track";
}

/** When it last told anything. */
export function heardAt({ lastDeliveryAt, lastReconciledAt }: SourceStatus): string | null {
  return (
    [lastDeliveryAt, lastReconciledAt]
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
  );
}
