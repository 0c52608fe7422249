/** Parents, projects and initiatives over the newest states of all issues at hand. See spec domain.md section 2. */
import { ancestorsFrom, type Ancestor } from "./ancestor.ts";
import type { Issue, IssueRef, IssueState } from "./issue.ts";
import type { NamedSubject } from "./attribute.ts";
import { namesOf } from "./issue-name.ts";
import { parentsIn, type Parent } from "./parents.ts";
import { newestStates } from "./version.ts";

export type { Ancestor } from "./ancestor.ts";

export interface Tree extends Iterable<IssueState> {
  get(ref: IssueRef): IssueState | undefined;
  /** Nearest first, then by edge kind, then by ref; none of them removed, nor above a removed one. */
  ancestorsOf(ref: IssueRef): readonly Ancestor[];
  /** What matching looks at. */
  subjectOf(issue: Issue): NamedSubject;
  /**
   * Everything beneath, sorted by ref: all that a change of this one may move. So a removed one on the way cuts nothing
   * here, and the ref itself may be unknown.
   */
  descendantsOf(ref: IssueRef): readonly IssueRef[];
}

/** Several states of one issue may be given: the newest counts. */
export function buildTree(states: Iterable<IssueState>): Tree {
  const newest = newestStates(states);
  const parentsOf = memoised(parentsIn(newest));
  const names = memoised((ref: IssueRef) => namesOf(newest.get(ref)!.issue));
  const ancestorsOf = memoised((ref: IssueRef) => ancestorsFrom(ref, newest, parentsOf, names));
  let children: Map<IssueRef, IssueRef[]> | null = null;
  return {
    get: (ref) => newest.get(ref),
    ancestorsOf,
    subjectOf: (issue) => ({ issue, ancestors: ancestorsOf(issue.ref), names: names(issue.ref) }),
    descendantsOf: (ref) => beneath(ref, (children ??= childrenBy(newest, parentsOf))),
    [Symbol.iterator]: () => newest.values(),
  };
}

function memoised<Result>(compute: (ref: IssueRef) => Result): (ref: IssueRef) => Result {
  const known = new Map<IssueRef, Result>();
  return (ref) => {
    let result = known.get(ref);
    if (result === undefined) {
      result = compute(ref);
      known.set(ref, result);
    }
    return result;
  };
}

function childrenBy(states: ReadonlyMap<IssueRef, IssueState>, parentsOf: (ref: IssueRef) => readonly Parent[]) {
  const children = new Map<IssueRef, IssueRef[]>();
  for (const ref of states.keys()) {
    for (const parent of parentsOf(ref)) {
      const siblings = children.get(parent.id);
      if (siblings === undefined) children.set(parent.id, [ref]);
      else siblings.push(ref);
    }
  }
  return children;
}

function beneath(root: IssueRef, children: ReadonlyMap<IssueRef, readonly IssueRef[]>): IssueRef[] {
  const found = new Set([root]);
  for (const ref of found) for (const child of children.get(ref) ?? []) found.add(child);
  found.delete(root);
  return [...found].sort();
}
