/** What issues pass on to those beneath them: while it stays the same, nothing beneath has to be matched again. */
import { compareText } from "./compare-text.ts";
import { isContainer } from "./grain.ts";
import type { Issue, IssueRef } from "./issue.ts";
import type { CompiledMapping } from "./mapping.ts";
import { type LinkIndex, matchesOf } from "./match.ts";
import type { Day } from "./okr.ts";
import type { Tree } from "./tree.ts";

type Bequest = readonly [...unknown[]];

/**
 * For each of these refs that the tree knows, a text that tells apart everything that the rows of its descendants can
 * depend on: names, title, project, labels, the convention field, matches, of itself and of everything above it.
 */
export function lineagesOf(
  tree: Tree,
  refs: Iterable<IssueRef>,
  compiled: CompiledMapping,
  links: LinkIndex,
  today: Day,
): Map<IssueRef, string> {
  const known = new Map<IssueRef, Bequest>();
  const bequestOf = (issue: Issue): Bequest => {
    const bequest = known.get(issue.ref) ?? passedOn(issue, tree, compiled, links, today);
    known.set(issue.ref, bequest);
    return bequest;
  };
  const lineages = new Map<IssueRef, string>();
  for (const ref of refs) {
    const issue = tree.get(ref)?.issue;
    if (issue === undefined) continue;
    const above = tree
      .ancestorsOf(ref)
      .map(({ issue: known, distance, ...copy }) => [distance, known === null ? copy : bequestOf(known)]);
    lineages.set(ref, JSON.stringify([bequestOf(issue), above]));
  }
  return lineages;
}

function passedOn(issue: Issue, tree: Tree, compiled: CompiledMapping, links: LinkIndex, today: Day): Bequest {
  if (issue.removed) return [issue.ref, "removed"];
  const alias = compiled.mapping.conventions.field;
  const subject = tree.subjectOf(issue);
  const matches = matchesOf(compiled, subject, links, today);
  // A link passes its own weight on, also where the issue matched before by something else.
  const matched = [...matches]
    .sort(([a], [b]) => compareText(a, b))
    .map(([keyResultId, { kind, id }]) => [keyResultId, kind === "link" ? id : null]);
  const field = alias === null ? null : (issue.fields[alias] ?? null);
  return [subject.names, issue.kind, issue.title, issue.project, isContainer(issue), issue.labels, field, matched];
}
