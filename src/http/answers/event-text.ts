/** Changes of progress and alerts as server-sent events. */
import { healthMoveOf } from "../../domain/health-move.ts";
import type { Objective } from "../../domain/okr.ts";
import type { ChangeView } from "../../store/views/changes.ts";
import type { EventView } from "../../store/views/events.ts";

/** The lines of an event, with the id at which a client resumes. */
export function eventText(objectives: readonly Objective[], event: EventView): string {
  if (event.kind === "progress") return changeText(objectives, event.change);
  return lines(event.kind, { ...event.data, at: event.at.toISOString() }, event.id);
}

/**
 * `progress`, after `health` where that moved too. Only the last event carries the id, so that a client that resumes
 * misses neither.
 */
function changeText(objectives: readonly Objective[], change: ChangeView): string {
  const { id, subject, subjectId, value, progress, rawProgress, previousProgress, previousValue, revision, cause } =
    change;
  const at = change.at.toISOString();
  const named = { subject, id: subjectId, at };
  const move = healthMoveOf(objectives, { subject, id: subjectId, progress, previousProgress }, at);
  const moved = move.health === move.previousHealth ? "" : lines("health", { ...named, ...move });
  const figures = { value, progress, rawProgress, previousValue, previousProgress };
  return moved + lines("progress", { ...named, ...figures, revision, cause }, id);
}

function lines(name: string, data: object, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
