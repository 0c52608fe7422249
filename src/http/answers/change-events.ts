/** Changes of progress as server-sent events. */
import type { Config } from "../../config/config.ts";
import { keyResultsOf } from "../../config/config.ts";
import type { Health } from "../../domain/check-in.ts";
import { expectedAt, healthOf } from "../../domain/health.ts";
import type { ChangeView } from "../../store/views/changes.ts";

/**
 * The text of a change: `progress`, after `health` where that moved too. Only the last event carries the id, so that a
 * client that resumes misses neither. Health is that of the moment, staleness aside: what changes has just been heard from.
 */
export function changeEvents(config: Config, change: ChangeView): string {
  const { id, subject, subjectId, value, progress, rawProgress, previousProgress, previousValue, revision, cause } =
    change;
  const at = change.at.toISOString();
  const named = { subject, id: subjectId, at };
  const health = healthAt(config, change, progress, at);
  const previousHealth = healthAt(config, change, previousProgress, at);
  const moved = health === previousHealth ? "" : event("health", { ...named, health, previousHealth });
  const figures = { value, progress, rawProgress, previousValue, previousProgress };
  return moved + event("progress", { ...named, ...figures, revision, cause }, id);
}

function healthAt(config: Config, change: ChangeView, progress: number | null, at: string): Health | null {
  const all = change.subject === "objective" ? config.objectives : keyResultsOf(config);
  const found = all.find(({ id }) => id === change.subjectId);
  if (found === undefined) return null;
  const expected = expectedAt(found.pace, found.start, found.due, at);
  return healthOf({ progress, expected, stale: false, thresholds: found.health });
}

function event(name: string, data: object, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
