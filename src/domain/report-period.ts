/** The moments of a period that its review looks back at. */
import { dayEndMs } from "./closing.ts";
import { dayStartMs } from "./day.ts";
import type { Period } from "./okr.ts";

export type PeriodState = "ahead" | "running" | "ended" | "closed";

/** Milliseconds since 1970. */
export interface ReportMoments {
  startMs: number;
  /** Half of the period has gone by; null until then. */
  halfTimeMs: number | null;
  /** The end, or now. */
  endMs: number;
}

/** `ended`: over, and its numbers are not frozen yet. */
export function periodStateAt({ start, due }: Period, isClosed: boolean, nowMs: number): PeriodState {
  if (isClosed) return "closed";
  if (nowMs < dayStartMs(start)) return "ahead";
  return nowMs <= dayEndMs(due) ? "running" : "ended";
}

/** `parts` + 1 moments from the first to the last; just the first where the last is not after it. */
export function evenMoments(fromMs: number, toMs: number, parts: number): number[] {
  if (toMs <= fromMs) return [fromMs];
  return Array.from({ length: parts + 1 }, (_, i) => Math.round(fromMs + ((toMs - fromMs) * i) / parts));
}

export function reportMoments({ start, due }: Period, nowMs: number): ReportMoments {
  const startMs = dayStartMs(start);
  const lastMs = dayEndMs(due);
  const halfTimeMs = (startMs + lastMs + 1) / 2;
  return { startMs, halfTimeMs: nowMs > halfTimeMs ? halfTimeMs : null, endMs: Math.min(lastMs, nowMs) };
}
