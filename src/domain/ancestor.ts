/** Everything above an issue, nearest first. */
import { compareText } from "./compare-text.ts";
import { edgeKinds, type Edge, type Issue, type IssueKind, type IssueRef, type IssueState } from "./issue.ts";
import { edgeNames } from "./issue-name.ts";
import type { Parent } from "./parents.ts";

export interface Ancestor {
  /** Null where a child knows it by key alone. */
  ref: IssueRef | null;
  /** Null where it is known only by a child's copy. */
  issue: Issue | null;
  kind: IssueKind;
  /** Lower case, as `namesOf` gives them. */
  names: readonly string[];
  title: string | null;
  slug: string | null;
  /** 1 for a direct parent, project or initiative. */
  distance: number;
}

/** Level by level; each ancestor once, never the issue itself, nothing that is removed or above it. */
export function ancestorsFrom(
  ref: IssueRef,
  states: ReadonlyMap<IssueRef, IssueState>,
  parentsOf: (ref: IssueRef) => readonly Parent[],
  namesOfRef: (ref: IssueRef) => readonly string[],
): readonly Ancestor[] {
  const seen = new Set([ref]);
  const ancestors: Ancestor[] = [];
  let level: readonly Parent[] = parentsOf(ref);
  for (let distance = 1; level.length > 0; distance += 1) {
    const above: Parent[] = [];
    for (const parent of [...level].sort(compareParents)) {
      if (seen.has(parent.id)) continue;
      seen.add(parent.id);
      const issue = states.get(parent.id)?.issue ?? null;
      if (issue?.removed) continue;
      ancestors.push(
        issue === null ? unknownAncestor(parent, distance) : knownAncestor(issue, namesOfRef(issue.ref), distance),
      );
      above.push(...parentsOf(parent.id));
    }
    level = above;
  }
  return ancestors;
}

/** The copies of two children may differ: the order must not depend on which comes first. */
function compareParents(a: Parent, b: Parent): number {
  return (
    edgeKinds.indexOf(a.kind) - edgeKinds.indexOf(b.kind) ||
    compareText(a.id, b.id) ||
    compareText(JSON.stringify(a.edge), JSON.stringify(b.edge))
  );
}

function knownAncestor(issue: Issue, names: readonly string[], distance: number): Ancestor {
  const { ref, kind, title, slug } = issue;
  return { ref, issue, kind, names, title, slug, distance };
}

function unknownAncestor({ ref, edge }: Parent, distance: number): Ancestor {
  // An initiative that only its own list states is known, so there always is a copy here.
  const copy = edge as Edge;
  const kind = copy.kind === "parent" ? "issue" : copy.kind;
  return { ref, issue: null, kind, names: edgeNames(copy), title: copy.name, slug: copy.slug, distance };
}
