/** A key result's changes as points of a chart. */
import { expectedAt } from "../../domain/health.ts";
import type { KeyResult } from "../../domain/okr.ts";
import type { ChangeView } from "../../store/views/changes.ts";
import type { HistoryAnswer } from "../schemas/ledger.ts";

/** Changes in the order of time; `scope` has a point where the scope or what is completed of it changed. */
export function historyAnswer({ pace, start, due }: KeyResult, changes: readonly ChangeView[]): HistoryAnswer {
  const points: HistoryAnswer["points"] = [];
  const scope: HistoryAnswer["scope"] = [];
  for (const change of changes) {
    const { value, progress, cause, inScope, credited } = change;
    const at = change.at.toISOString();
    points.push({ at, value, progress, expected: expectedAt(pace, start, due, at), cause });
    const last = scope.at(-1);
    if (inScope === null || credited === null) continue;
    if (last?.inScope !== inScope || last.completed !== credited) scope.push({ at, inScope, completed: credited });
  }
  return { points, scope };
}
