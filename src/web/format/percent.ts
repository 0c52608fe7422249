/** Shares as people read them: rounded down, so that 99.6 % is not 100 %. */
import { displayPercent } from "../../domain/health.ts";

/** `37 %`, with a space that does not break; a dash where there is no data. */
export function formatPercent(share: number | null): string {
  return share === null ? "–" : `${displayPercent(share)}\u00a0%`;
}

/** `+12`, `−3`: the difference of two shares as shown, in points; null where that is nothing. */
export function formatPoints(from: number | null, to: number | null): string | null {
  const points = displayPercent(to ?? 0) - displayPercent(from ?? 0);
  if (points === 0) return null;
  return points > 0 ? `+${points}` : `−${-points}`;
}
