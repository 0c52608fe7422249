/** When people work in the demo: on weekdays from 8 to 17 UTC, and on the last day until the very end. */
import { dayMs } from "../../domain/day.ts";

export interface Calendar {
  /** The instant after this share, 0…1, of all working hours. */
  at(share: number): Date;
}

interface Span {
  fromMs: number;
  toMs: number;
}

const hourMs = 3_600_000;
const opening = 8 * hourMs;
const closing = 17 * hourMs;

/** The last stretch is as long as this at least, however early it ends. */
const lastStretchMs = 2 * hourMs;

/** Working hours between two instants, the first at the opening of its day whatever day that is. */
export function createCalendar(from: Date, to: Date): Calendar {
  const spans = workingSpans(from, to);
  const totalMs = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    at(share) {
      let leftMs = Math.min(1, Math.max(0, share)) * totalMs;
      for (const { fromMs, toMs } of spans) {
        if (leftMs <= toMs - fromMs) return new Date(Math.floor(fromMs + leftMs));
        leftMs -= toMs - fromMs;
      }
      return to;
    },
  };
}

function workingSpans(from: Date, to: Date): readonly Span[] {
  const lastFromMs = Math.min(startOfDay(to) + opening, to.getTime() - lastStretchMs);
  const spans: Span[] = [];
  for (let dayAt = startOfDay(from); dayAt < startOfDay(to); dayAt += dayMs) {
    const isWeekend = [0, 6].includes(new Date(dayAt).getUTCDay());
    if (isWeekend && spans.length > 0) continue;
    const span = { fromMs: Math.max(dayAt + opening, from.getTime()), toMs: Math.min(dayAt + closing, lastFromMs) };
    if (span.toMs > span.fromMs) spans.push(span);
  }
  return [...spans, { fromMs: lastFromMs, toMs: to.getTime() }];
}

function startOfDay(at: Date): number {
  return Math.floor(at.getTime() / dayMs) * dayMs;
}
