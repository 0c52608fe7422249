/** Newly linked epics, projects and initiatives → everything beneath them, whatever the reconcile's own query leaves out. */
import type { Deps } from "../src/deps.ts";
import type { IssueRef, IssueState } from "../src/domain/issue.ts";
import { codedError, isCodedError } from "../src/errors.ts";
import type { Tracker } from "../src/sources/source.ts";
import { findIssues } from "../src/store/issues.ts";
import {
  advanceChildren,
  findPendingChildren,
  type PendingChildren,
  requestChildren,
} from "../src/store/pending-children.ts";
import type { Cause } from "../src/store/schema.ts";
import { underNewest } from "./fence.ts";
import { ringAfter } from "./ring-after.ts";
import { saveStates } from "./save-states.ts";

/** Works until nothing of this source is marked; each page is committed with the mark for the next. */
export async function fetchChildren(deps: Deps, source: string): Promise<void> {
  const { db } = deps.database;
  for (let next = await findPendingChildren(db, source); next !== null; next = await findPendingChildren(db, source)) {
    const pending = next;
    await underNewest(deps, async (own) => {
      const tracker = own.openTracker(source);
      // Webhooks only: nobody can be asked.
      if (tracker === null) await advanceChildren(db, pending.ref, null);
      else await fetchPageOf(own, tracker, source, pending);
    });
  }
}

async function fetchPageOf(
  deps: Deps,
  tracker: Tracker,
  source: string,
  { ref, cursor }: PendingChildren,
): Promise<void> {
  const page = await tracker.fetchChildren(ref, cursor).catch((error: unknown) => {
    if (isCodedError(error)) throw error;
    throw codedError("SOURCE_UNAVAILABLE", `the children of ${ref} could not be fetched`, error);
  });
  const cause: Cause = { kind: "reconcile", id: null, issue: ref };
  const saved = await deps.database.db.transaction().execute(async (trx) => {
    const known = new Set(
      (
        await findIssues(
          trx,
          page.states.map(({ issue }) => issue.ref),
        )
      ).map(({ issue }) => issue.ref),
    );
    const states = page.states.map((state) => ({ state, cause }));
    const result = states.length > 0 ? await saveStates(deps, trx, source, states) : null;
    await advanceChildren(trx, ref, page.cursor);
    await requestChildren(trx, newParents(page.states, known), deps.clock());
    return result;
  });
  if (saved !== null) await ringAfter(deps, saved);
}

/** What is new here may have children that nobody has heard of either; sub-tasks have none. */
function newParents(states: readonly IssueState[], known: ReadonlySet<IssueRef>): IssueRef[] {
  return states.filter(({ issue }) => issue.level >= 0 && !known.has(issue.ref)).map(({ issue }) => issue.ref);
}
