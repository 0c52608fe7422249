/** The canonical state: everything that two stores must agree about, as text. What a fresh start would hold is the measure. */
import { createHash } from "node:crypto";
import type { Contribution } from "../../src/domain/contribution.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { parentsIn } from "../../src/domain/parents.ts";
import type { KeyResultProgress } from "../../src/domain/progress.ts";
import { type StandingInputs, standingOf } from "../../src/domain/standing.ts";
import { newestStates } from "../../src/domain/version.ts";

export interface CanonicalInputs {
  states: Iterable<IssueState>;
  ledger: Iterable<Contribution>;
  keyResults: ReadonlyMap<string, KeyResultProgress>;
  objectives: ReadonlyMap<string, number | null>;
}

/**
 * Sorted lines of living issues, ledger rows, key results and objectives. Versions, and copies of what other issues are
 * called, are left out; of edges it is told where they lead. What is removed counts as if it had never been.
 */
export function canonicalText({ states, ledger, keyResults, objectives }: CanonicalInputs): string {
  const newest = newestStates(states);
  const parentsOf = parentsIn(newest);
  const isLiving = (ref: string) => newest.get(ref)?.issue.removed === false;
  const lines: string[] = [];
  for (const { issue } of newest.values()) {
    if (issue.removed) continue;
    const parents = parentsOf(issue.ref).filter(({ id }) => isLiving(id));
    lines.push(lineOf("issue", issue.ref, { ...ownContent(issue), parents: parents.map(placeOf).sort() }));
  }
  for (const row of ledger) lines.push(lineOf("row", `${row.keyResultId} ${row.issueRef}`, row));
  for (const [id, progress] of keyResults) lines.push(lineOf("key result", id, progress));
  for (const [id, progress] of objectives) lines.push(lineOf("objective", id, progress));
  return lines.sort().join("\n");
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The canonical state out of nothing but these states. */
export function standingText(inputs: StandingInputs): string {
  const states = [...inputs.states];
  const { ledger, keyResults, objectives } = standingOf({ ...inputs, states });
  return canonicalText({ states, ledger: [...ledger.values()].flat(), keyResults, objectives });
}

/** The first line in which they differ, with what differs in it; null for equal digests. */
export function firstDifference(actual: string, wanted: string): string | null {
  if (digestOf(actual) === digestOf(wanted)) return null;
  const [own, other] = [linesBySubject(actual), linesBySubject(wanted)];
  const subjects = [...new Set([...own.keys(), ...other.keys()])].sort();
  const different = subjects.filter((subject) => own.get(subject) !== other.get(subject));
  const [first = ""] = different;
  const told = differenceOf(own.get(first), other.get(first));
  return `${different.length} lines differ from a fresh start; the first is "${first}": ${told}`;
}

/** Every state with all the keys under which its issue was ever seen: a fresh start cannot ask Jira for former ones. */
export function withFormerKeys(states: Iterable<IssueState>, seen: Iterable<IssueState>): IssueState[] {
  const keys = new Map<string, Set<string>>();
  for (const { issue } of seen) {
    const known = keys.get(issue.ref) ?? new Set();
    for (const key of [issue.key, ...issue.previousKeys]) known.add(key);
    keys.set(issue.ref, known);
  }
  return [...states].map(({ issue, version }) => {
    const all = new Set([...issue.previousKeys, ...(keys.get(issue.ref) ?? [])]);
    all.delete(issue.key);
    return { issue: { ...issue, previousKeys: [...all].sort() }, version };
  });
}

/** A Data Center's link fields hold the key that an epic has, or had: where it leads is told as the parent. */
function ownContent({ edges: _edges, statedEdges: _stated, contains: _contains, ...own }: Issue) {
  const { epicLink: _epic, parentLink: _parent, ...fields } = own.fields;
  return { ...own, fields };
}

function placeOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind} ${id}`;
}

function lineOf(kind: string, id: string, value: unknown): string {
  return `${kind} ${id} = ${JSON.stringify(value, sortedKeys)}`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function linesBySubject(text: string): Map<string, string> {
  return new Map(
    text.split("\n").map((line) => {
      const end = line.indexOf(" = ");
      return [line.slice(0, end), line.slice(end + 3)];
    }),
  );
}

function differenceOf(actual: string | undefined, wanted: string | undefined): string {
  if (actual === undefined) return `missing; wanted ${wanted}`;
  if (wanted === undefined) return `too much: ${actual}`;
  const [own, other] = [JSON.parse(actual) as unknown, JSON.parse(wanted) as unknown];
  if (!isRecord(own) || !isRecord(other)) return `${actual} instead of ${wanted}`;
  return [...new Set([...Object.keys(own), ...Object.keys(other)])]
    .filter((key) => JSON.stringify(own[key]) !== JSON.stringify(other[key]))
    .map((key) => `${key} is ${JSON.stringify(own[key])} instead of ${JSON.stringify(other[key])}`)
    .join("; ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
