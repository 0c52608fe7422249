/** The contribution ledger: each matched issue's row in each key result. */
import { compareText } from "./compare-text.ts";
import type { Contribution, Match } from "./contribution.ts";
import { creditOf } from "./credit.ts";
import { countedBy, isContainer, passesUpward } from "./grain.ts";
import type { Issue, IssueRef } from "./issue.ts";
import type { CompiledMapping } from "./mapping.ts";
import { type LinkIndex, matchesOf } from "./match.ts";
import type { Day, KeyResult } from "./okr.ts";
import { sizeOf } from "./size.ts";
import type { Tree } from "./tree.ts";

export { looksDown, needsWholeLedger, settleGrain } from "./grain.ts";

/**
 * The rows of these issues, by key result and ref; refs that the tree does not know, and removed ones, have none. Where
 * `needsWholeLedger`, `counted` and `reason` are provisional until `settleGrain` has seen all rows of the key result.
 */
export function contributionsOf(
  tree: Tree,
  refs: Iterable<IssueRef>,
  compiled: CompiledMapping,
  links: LinkIndex,
  today: Day,
): Contribution[] {
  const known = new Map<IssueRef, ReadonlyMap<string, Match>>();
  const matchesFor = (issue: Issue) => {
    const matches = known.get(issue.ref) ?? matchesOf(compiled, tree.subjectOf(issue), links, today);
    known.set(issue.ref, matches);
    return matches;
  };
  const rows: Contribution[] = [];
  for (const ref of new Set(refs)) {
    const issue = tree.get(ref)?.issue;
    if (issue === undefined) continue;
    for (const [keyResultId, match] of matchesFor(issue)) {
      const matchedAncestors = tree
        .ancestorsOf(ref)
        .map((ancestor) => ancestor.issue)
        .filter((ancestor) => ancestor !== null && matchesFor(ancestor).has(keyResultId)) as Issue[];
      rows.push(contributionOf(compiled.keyResults.get(keyResultId)!, issue, match, matchedAncestors));
    }
  }
  return rows.sort((a, b) => compareText(a.keyResultId, b.keyResultId) || compareText(a.issueRef, b.issueRef));
}

function contributionOf(
  keyResult: KeyResult,
  issue: Issue,
  match: Match,
  matchedAncestors: readonly Issue[],
): Contribution {
  const container = isContainer(issue);
  const { statusCategory, completedAt } = issue;
  return {
    keyResultId: keyResult.id,
    issueRef: issue.ref,
    match,
    size: sizeOf(issue, keyResult),
    credit: creditOf(issue, keyResult),
    statusCategory,
    completedAt,
    container,
    matchedAncestors: matchedAncestors.map(({ ref }) => ref),
    ...countedBy(passesUpward(keyResult.grain, container, matchedAncestors), statusCategory, keyResult.canceled),
  };
}
