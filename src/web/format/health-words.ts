/** Healths in words; each has a shape of its own as well (`ui/health-shape.tsx`). */
import type { Health } from "../../domain/check-in.ts";

export const healthWords: Readonly<Record<Health, string>> = {
  done: "Done",
  on_track: "On track",
  at_risk: "At risk",
  off_track: "Off track",
  stale: "Stale",
  no_data: "No data",
};

/** What needs attention first. */
export const healthsByUrgency: readonly Health[] = ["off_track", "at_risk", "stale", "no_data", "on_track", "done"];
