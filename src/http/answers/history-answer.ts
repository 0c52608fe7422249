/** A key result's changes as points of a chart. */
import { expectedAt } from "../../domain/health.ts";
import type { KeyResult } from "../../domain/okr.ts";
import type { NamedChangeView } from "../../store/views/changes.ts";
import type { CauseAnswer, HistoryAnswer } from "../schemas/ledger.ts";

/** Changes in the order of time; `scope` has a point where the scope or what is completed of it changed. */
export function historyAnswer({ pace, start, due }: KeyResult, changes: readonly NamedChangeView[]): HistoryAnswer {
  const points: HistoryAnswer["points"] = [];
  const scope: HistoryAnswer["scope"] = [];
  for (const change of changes) {
    const { value, progress, inScope, credited } = change;
    const at = change.at.toISOString();
    points.push({ at, value, progress, expected: expectedAt(pace, start, due, at), cause: causeAnswer(change) });
    const last = scope.at(-1);
    if (inScope === null || credited === null) continue;
    if (last?.inScope !== inScope || last.completed !== credited) scope.push({ at, inScope, completed: credited });
  }
  return { points, scope };
}

/** With the issue's names, where one did it and it is known. */
function causeAnswer({ cause, issueKey, issueTitle, issueUrl }: NamedChangeView): CauseAnswer {
  return issueKey === null ? cause : { ...cause, issueKey, issueTitle, url: issueUrl };
}
