/** `Retry-After` as HTTP has it: seconds, or a date. */

/** Milliseconds from now; null where it is absent, in the past or no time at all. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Bare negative numbers are dates to Date.parse.
  const ms = /^[A-Za-z]|^\d{4}-/.test(text) ? Date.parse(text) - nowMs : Number.NaN;
  return ms > 0 ? ms : null;
}
