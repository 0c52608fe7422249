/** What happens in the demo's story, one thing at a time. */
import type { CheckIn } from "../../domain/check-in.ts";
import type { Tracker, TrackerEvent } from "./tracker.ts";

interface Told {
  /** What happened, in a few words for people. */
  summary: string;
  /** What to look at from here on, where this begins something worth looking at. */
  headline?: string;
}

export interface WebhookEvent extends Told {
  kind: "webhook";
  tracker: Tracker;
  event: TrackerEvent;
}

export interface CheckInEvent extends Told {
  kind: "checkIn";
  keyResultId: string;
  statement: { value: number; confidence: number; note: string; health?: NonNullable<CheckIn["health"]> };
}

export interface LinkEvent extends Told {
  kind: "link";
  issue: string;
  keyResultId: string;
}

export type StoryEvent = WebhookEvent | CheckInEvent | LinkEvent;
