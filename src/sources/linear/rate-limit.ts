/** Linear's limits, as its headers tell them; see spec protocols.md section 6. */
import { retryAfterMs } from "../retry-after.ts";

const limits: readonly string[] = ["requests", "complexity", "endpoint-requests"];

/** Milliseconds until those limits that are used up are reset; null where the headers do not tell. */
export function untilResetMs(headers: Headers, nowMs: number): number | null {
  const waits = limits.flatMap((limit) => {
    const remaining = numberIn(headers, `x-ratelimit-${limit}-remaining`);
    const resetMs = numberIn(headers, `x-ratelimit-${limit}-reset`);
    return remaining !== null && remaining <= 0 && resetMs !== null && resetMs > nowMs ? [resetMs - nowMs] : [];
  });
  return waits.length === 0 ? null : Math.max(...waits);
}

/** How long a refused request has to wait. */
export function refusedForMs(headers: Headers, nowMs: number): number | null {
  return untilResetMs(headers, nowMs) ?? retryAfterMs(headers.get("retry-after"), nowMs);
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
