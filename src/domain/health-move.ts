/** Health as a change of progress moves it. */
import type { Health } from "./check-in.ts";
import { expectedAt, healthOf } from "./health.ts";
import type { Instant } from "./issue.ts";
import type { Objective } from "./okr.ts";

export interface MovedProgress {
  subject: "key_result" | "objective";
  id: string;
  previousProgress: number | null;
  progress: number | null;
}

export interface HealthMove {
  health: Health | null;
  previousHealth: Health | null;
}

/**
 * Health before and after, both by what was expected at `at`, staleness aside: what changes has just been heard from.
 * Null for what is not in the configuration.
 */
export function healthMoveOf(objectives: readonly Objective[], change: MovedProgress, at: Instant): HealthMove {
  const all = change.subject === "objective" ? objectives : objectives.flatMap(({ keyResults }) => keyResults);
  const found = all.find(({ id }) => id === change.id);
  if (found === undefined) return { health: null, previousHealth: null };
  const expected = expectedAt(found.pace, found.start, found.due, at);
  const by = (progress: number | null) => healthOf({ progress, expected, stale: false, thresholds: found.health });
  return { health: by(change.progress), previousHealth: by(change.previousProgress) };
}
