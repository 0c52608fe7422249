/** Which of two states of one issue wins, and the text that its digest is taken of. See spec domain.md law 2. */
import { compareText } from "./compare-text.ts";
import type { Issue, IssueState, IssueVersion } from "./issue.ts";

/** Negative where `a` is older, by (updatedAt, eventAt, digest). */
export function compareVersions(a: IssueVersion, b: IssueVersion): number {
  return compareText(a.updatedAt, b.updatedAt) || compareText(a.eventAt, b.eventAt) || compareText(a.digest, b.digest);
}

/** Strictly newer: false for two equal versions. */
export function isNewer(a: IssueVersion, b: IssueVersion): boolean {
  return compareVersions(a, b) > 0;
}

/** The newest state of each issue, by ref; order and repetition of the states do not matter. */
export function newestStates(states: Iterable<IssueState>): Map<string, IssueState> {
  const newest = new Map<string, IssueState>();
  for (const state of states) {
    const present = newest.get(state.issue.ref);
    if (present === undefined || isNewer(state.version, present.version)) newest.set(state.issue.ref, state);
  }
  return newest;
}

/** Canonical JSON of a state, keys sorted at every level: what a source hashes into the version's digest. */
export function stateText(issue: Issue): string {
  return JSON.stringify(issue, sortedKeys);
}

/**
 * The same without what goes stale with no change of the issue's own: former keys, which only some events tell, and copies of
 * what the issues above are called. Two states that differ in it differ in what they amount to.
 */
export function lastingText(issue: Issue): string {
  const edges = issue.edges.map(({ kind, ref, key }) => ({ kind, ref, key: ref === null ? key : null }));
  const contains = issue.contains?.toSorted() ?? null;
  return JSON.stringify({ ...issue, previousKeys: [], edges, contains }, sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}
