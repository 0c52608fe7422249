/** One step up the tree: which edges hold, and whom they lead to. */
import { compareText } from "./compare-text.ts";
import type { Edge, EdgeKind, Issue, IssueRef, IssueState } from "./issue.ts";
import { compareVersions } from "./version.ts";

export interface Parent {
  /** The ref; `name:<source>:<lower-case key>` while only the key is known. */
  id: string;
  ref: IssueRef | null;
  kind: EdgeKind;
  /** The child's copy; null where only the initiative itself states the membership. */
  edge: Edge | null;
}

type States = ReadonlyMap<IssueRef, IssueState>;

/** A function from a ref to its direct parents, removed and unknown ones included. */
export function parentsIn(states: States): (ref: IssueRef) => readonly Parent[] {
  const refByKey = indexKeys(states);
  const containersOf = indexContents(states);
  return (ref) => {
    const state = states.get(ref);
    if (state === undefined) return [];
    const own = state.issue.edges.flatMap((edge) => resolve(edge, state.issue, refByKey));
    const listed = (containersOf.get(ref) ?? []).map(initiativeAsParent);
    const unlisted = listed.filter(
      (parent) => !own.some((each) => each.kind === "initiative" && each.id === parent.id),
    );
    return [...own, ...unlisted].filter((parent) => parent.kind !== "initiative" || isMember(state, parent, states));
  };
}

function initiativeAsParent(ref: IssueRef): Parent {
  return { id: ref, ref, kind: "initiative", edge: null };
}

function resolve(edge: Edge, child: Issue, refByKey: ReadonlyMap<string, IssueRef>): Parent[] {
  const { kind, key } = edge;
  if (edge.ref !== null) return [{ id: edge.ref, ref: edge.ref, kind, edge }];
  if (!key) return [];
  const name = keyName(child.source, key);
  const ref = refByKey.get(name) ?? null;
  return [{ id: ref ?? `name:${name}`, ref, kind, edge }];
}

/** Both sides may state a membership: the later event decides, the child where they are equal. */
function isMember(child: IssueState, parent: Parent, states: States): boolean {
  const container = states.get(parent.id);
  const contains = container?.issue.contains ?? null;
  if (container === undefined || contains === null) return true;
  const childStates = parent.edge !== null || child.issue.statedEdges.includes("initiative");
  const childDecides = childStates && child.version.eventAt >= container.version.eventAt;
  return childDecides ? parent.edge !== null : contains.includes(child.issue.ref);
}

function indexContents(states: States): Map<IssueRef, IssueRef[]> {
  const containers = new Map<IssueRef, IssueRef[]>();
  for (const { issue } of states.values()) {
    for (const child of new Set(issue.contains)) {
      const present = containers.get(child);
      if (present === undefined) containers.set(child, [issue.ref]);
      else present.push(issue.ref);
    }
  }
  return containers;
}

/** Present keys win over previous ones; then the newest version, then the smaller ref. */
function indexKeys(states: States): Map<string, IssueRef> {
  const order = [...states.values()].sort(
    (a, b) => compareVersions(b.version, a.version) || compareText(a.issue.ref, b.issue.ref),
  );
  const refs = new Map<string, IssueRef>();
  const claim = (issue: Issue, key: string) => {
    const name = keyName(issue.source, key);
    if (!refs.has(name)) refs.set(name, issue.ref);
  };
  for (const { issue } of order) claim(issue, issue.key);
  for (const { issue } of order) for (const key of issue.previousKeys) claim(issue, key);
  return refs;
}

function keyName(source: string, key: string): string {
  return `${source}:${key.toLowerCase()}`;
}
