/** A person's or a program's statement about a key result. */
import type { Instant } from "./issue.ts";

export const healths = ["done", "no_data", "stale", "on_track", "at_risk", "off_track"] as const;
export type Health = (typeof healths)[number];

export interface CheckIn {
  id: string;
  keyResultId: string;
  value: number | null;
  /** 0…1. */
  confidence: number | null;
  health: Health | null;
  note: string | null;
  author: string | null;
  at: Instant;
  /** When a stated health stops being shown. */
  expiresAt: Instant | null;
}
