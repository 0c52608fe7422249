/** People who check in on key results whose number no issue shows: weekly in the past, now and then while you look. */
import type { Random } from "./random.ts";
import { statementsOf } from "./statements.ts";
import type { CheckInEvent } from "./story-event.ts";

/** A key result whose number people state, and the way that the number goes. */
export interface StatedMetric {
  keyResultId: string;
  start: number;
  target: number;
}

export interface Speakers {
  /** The next statement at this share of the past, 0…1. */
  inPast(metric: StatedMetric, share: number): CheckInEvent;
  /** The next statement of the present, a small step from the last one. */
  now(metric: StatedMetric): CheckInEvent;
  /** The target is reached, or the number falls back by a good step. */
  reach(metric: StatedMetric): CheckInEvent;
  fallBack(metric: StatedMetric): CheckInEvent;
  /** Whether the last number stated is the target. */
  isReached(metric: StatedMetric): boolean;
}

export function createSpeakers(random: Random): Speakers {
  /** Share of the way from start to target, by key result, as last stated. */
  const stated = new Map<string, number>();
  const spoken = new Map<readonly string[], number>();

  /** One after the other: nobody says the same thing twice in a row. */
  function nextOf(notes: readonly string[]): string {
    const count = spoken.get(notes) ?? 0;
    spoken.set(notes, count + 1);
    return notes[count % notes.length] ?? "";
  }

  function noteOn(keyResultId: string, way: number): string {
    const { first, better, worse } = statementsOf(keyResultId);
    const before = stated.get(keyResultId);
    return before === undefined ? first : nextOf(way >= before ? better : worse);
  }

  /** Numbers in tenths, as people read them off a dashboard. */
  function state({ keyResultId, start, target }: StatedMetric, way: number, note?: string): CheckInEvent {
    const before = stated.get(keyResultId) ?? 0;
    const said = note ?? noteOn(keyResultId, way);
    stated.set(keyResultId, way);
    const value = Math.round((start + way * (target - start)) * 10) / 10;
    const confidence =
      Math.round(Math.min(0.95, Math.max(0.2, 0.35 + way * 0.55 + (way < before ? -0.15 : 0))) * 10) / 10;
    return {
      kind: "checkIn",
      keyResultId,
      statement: { value, confidence, note: said },
      summary: `check-in on ${keyResultId}: ${value}`,
    };
  }

  const lastWay = ({ keyResultId }: StatedMetric) => stated.get(keyResultId) ?? 0;

  return {
    inPast(metric, share) {
      // The first one says where it all starts from.
      if (!stated.has(metric.keyResultId)) return state(metric, 0);
      const { reached } = statementsOf(metric.keyResultId);
      const noise = (random.next() - 0.5) * 0.3 * (1 - share);
      return state(metric, Math.max(0, reached * share ** 1.15 + noise));
    },
    now: (metric) => state(metric, Math.min(0.95, Math.max(0, lastWay(metric) + random.next() * 0.05 - 0.015))),
    reach: (metric) => state(metric, 1, "That is the target. Cake on Friday; we keep measuring."),
    fallBack(metric) {
      const event = state(metric, Math.max(0, lastWay(metric) - 0.14 - random.next() * 0.06));
      return { ...event, statement: { ...event.statement, health: "at_risk" } };
    },
    isReached: (metric) => lastWay(metric) >= 1,
  };
}
