/** States of issues that a tracker no longer has. */
import type { Deps } from "../src/deps.ts";
import type { IssueRef, IssueState } from "../src/domain/issue.ts";
import { removedState } from "../src/sources/state.ts";
import { findIssues } from "../src/store/issues.ts";

/** The stored states, removed as of now; those that are removed already, or unknown, are left out. */
export async function tombstonesOf(deps: Deps, refs: readonly IssueRef[]): Promise<IssueState[]> {
  const now = deps.clock().toISOString();
  const stored = await findIssues(deps.database.db, refs);
  return stored.filter(({ issue }) => !issue.removed).map(({ issue }) => removedState(issue, now));
}
