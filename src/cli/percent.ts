import { displayPercent } from "../domain/health.ts";

/** A share as people are shown it: rounded down, so that 99.6 % is not 100 %; a dash where there is no data. */
export function formatPercent(share: number | null): string {
  return share === null ? "–" : `${displayPercent(share)} %`;
}

/** A bar of `width` cells; only what is complete fills it. */
export function formatBar(share: number | null, width: number): string {
  const clamped = Math.min(1, Math.max(0, share ?? 0));
  const filled = clamped < 1 ? Math.min(width - 1, Math.floor(clamped * width + 1e-9)) : width;
  return "█".repeat(filled) + "░".repeat(width - filled);
}
