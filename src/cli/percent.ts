/** A share as people are shown it: rounded down, so that 99.6 % is not 100 %; a dash where there is no data. */
export function formatPercent(share: number | null): string {
  if (share === null) return "–";
  // 0.29 * 100 is 28.999999999999996: floating-point dust must not cost a percent, nor make 100 of what is less.
  const percent = Math.floor(share * 100 + 1e-9);
  return `${share < 1 ? Math.min(99, percent) : percent} %`;
}

/** A bar of `width` cells; only what is complete fills it. */
export function formatBar(share: number | null, width: number): string {
  const clamped = Math.min(1, Math.max(0, share ?? 0));
  const filled = clamped < 1 ? Math.min(width - 1, Math.floor(clamped * width + 1e-9)) : width;
  return "█".repeat(filled) + "░".repeat(width - filled);
}
