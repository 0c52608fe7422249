/** What a refusal for asking too much asks for; see spec protocols.md section 4.2. */
import { retryAfterMs } from "../retry-after.ts";

export interface Patience {
  /** Null: Jira does not say how long. */
  waitMs: number | null;
  /** The quota of the whole app is used up; otherwise only this endpoint has to wait. */
  all: boolean;
  reason: string;
}

/** From the headers of a 429. Quotas are of the app; bursts are limited by endpoint, and writes by issue. */
export function patienceOf(headers: Headers, nowMs: number): Patience {
  const reason = headers.get("ratelimit-reason") ?? "";
  const all = reason.startsWith("jira-quota");
  const resetMs = Date.parse(headers.get("x-ratelimit-reset") ?? "") - nowMs;
  const untilReset = resetMs > 0 ? resetMs : null;
  const asked = retryAfterMs(headers.get("retry-after"), nowMs);
  // A quota is refilled all at once: who comes earlier is refused again.
  const waitMs = all && untilReset !== null ? Math.max(untilReset, asked ?? 0) : (asked ?? untilReset);
  return { waitMs, all, reason: /^[a-z-]{1,60}$/.test(reason) ? reason : "rate limited" };
}
