/** States of issues, from deliveries or from a reconcile → newest states in the store → ledger. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import type { Issue, IssueRef, IssueState } from "../src/domain/issue.ts";
import { isNewer, lastingText } from "../src/domain/version.ts";
import { presentState, withHeldNames } from "../src/sources/state.ts";
import { replaceNamesAndEdges } from "../src/store/edges.ts";
import { listSharedNames } from "../src/store/issue-names.ts";
import { recordRevisionsOfIssues } from "../src/store/issue-revisions.ts";
import { confirmVersions, findIssues, listChildren, saveIfNewer } from "../src/store/issues.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { holdMatching } from "./fence.ts";
import { heardStates } from "./heard-states.ts";
import { matchIssues, type MatchResult } from "./match-issues.ts";

export interface IncomingState {
  state: IssueState;
  cause: Cause;
}

/** What one issue's incoming states amount to. */
interface Incoming extends IncomingState {
  /** Every key by which any of the states calls the issue. */
  keys: ReadonlySet<string>;
}

export interface SaveResult extends MatchResult {
  /** Issues whose content is not what it was, new ones included. */
  changed: number;
}

/**
 * Saves what is newer than the stored states of this source, and matches what that moves. All in the caller's transaction,
 * and by the configuration by which the states were read: call it within `underNewest`.
 */
export async function saveStates(
  deps: Deps,
  trx: Transaction<Schema>,
  source: string,
  given: readonly IncomingState[],
): Promise<SaveResult> {
  await holdMatching(deps, trx, source);
  const stored = await findIssues(trx, [...new Set(given.map(({ state }) => state.issue.ref))]);
  const previous = new Map(stored.map((each) => [each.issue.ref, each]));
  const states = given.map((each) => asHeard(each, previous.get(each.state.issue.ref)));
  const incoming = newestOf(states);
  const newest = [...incoming.values()].map((each) => stateToSave(each, previous.get(each.state.issue.ref)));
  const { confirmed = [], other = [] } = Object.groupBy(newest, (state) =>
    isConfirmation(state, previous.get(state.issue.ref)) ? "confirmed" : "other",
  );
  const changed = other.filter((state) => !isSame(state, previous.get(state.issue.ref)));
  const saved = new Map(newest.map((each) => [each.issue.ref, each]));
  const heardAt = deps.clock().toISOString();
  await recordRevisionsOfIssues(
    trx,
    heardStates(
      states,
      (ref) => previous.get(ref),
      (ref) => saved.get(ref),
      heardAt,
    ),
  );
  await confirmVersions(trx, confirmed);
  await saveIfNewer(trx, changed, deps.clock());
  const issues = changed.map((state) => state.issue);
  await replaceNamesAndEdges(trx, issues);
  const start = new Map<IssueRef, Cause>();
  const causeOf = (ref: IssueRef) => incoming.get(ref)?.cause as Cause;
  for (const { ref } of issues) start.set(ref, causeOf(ref));
  for (const { ref, by } of await movedBy(trx, issues, (each) => previous.get(each)?.issue)) {
    if (!start.has(ref)) start.set(ref, causeOf(by));
  }
  const isDifferent = ({ issue }: IssueState) => {
    const before = previous.get(issue.ref);
    return before === undefined || lastingText(before.issue) !== lastingText(issue);
  };
  return { ...(await matchIssues(deps, trx, start)), changed: changed.filter(isDifferent).length };
}

/** What a reconcile brings was fetched, and says what the tracker has now. */
function asHeard({ state, cause }: IncomingState, held: IssueState | undefined): IncomingState {
  return { state: cause.kind === "reconcile" ? presentState(state, held) : withHeldNames(state, held), cause };
}

function newestOf(states: readonly IncomingState[]): Map<IssueRef, Incoming> {
  const newest = new Map<IssueRef, Incoming>();
  for (const { state, cause } of states) {
    const known = newest.get(state.issue.ref);
    const keys = new Set([...(known?.keys ?? []), ...allKeys(state.issue)]);
    const isOlder = known !== undefined && !isNewer(state.version, known.state.version);
    newest.set(state.issue.ref, isOlder ? { ...known, keys } : { state, cause, keys });
  }
  return newest;
}

/**
 * The newer of the two states, with every key that the issue was ever seen under: a tracker names a former key only in
 * the event of the move, and that may come before or after later states.
 */
function stateToSave({ state, keys }: Incoming, stored: IssueState | undefined): IssueState {
  const newer = stored !== undefined && !isNewer(state.version, stored.version) ? stored : state;
  const former = new Set([...keys, ...(stored === undefined ? [] : allKeys(stored.issue))]);
  former.delete(newer.issue.key);
  return { issue: { ...newer.issue, previousKeys: [...former].sort() }, version: newer.version };
}

/** The same content seen again later, as a reconcile does: only the version moves. Memberships go by event time, so containers' do not. */
function isConfirmation(state: IssueState, stored: IssueState | undefined): boolean {
  if (stored === undefined || state.issue.kind !== "issue") return false;
  return (
    state.version.digest === stored.version.digest && sameKeys(state, stored) && isNewer(state.version, stored.version)
  );
}

function isSame(state: IssueState, stored: IssueState | undefined): boolean {
  if (stored === undefined || isNewer(state.version, stored.version)) return false;
  return sameKeys(state, stored);
}

function sameKeys(a: IssueState, b: IssueState): boolean {
  return a.issue.previousKeys.join(" ") === b.issue.previousKeys.join(" ");
}

function allKeys(issue: Issue): string[] {
  return [issue.key, ...issue.previousKeys];
}

interface Moved {
  ref: IssueRef;
  by: IssueRef;
}

type PreviousOf = (ref: IssueRef) => Issue | undefined;

/** Issues beneath that may be moved even though what these pass on stays the same. */
async function movedBy(trx: Transaction<Schema>, issues: readonly Issue[], previousOf: PreviousOf): Promise<Moved[]> {
  return [...(await membersOf(trx, issues, previousOf)), ...(await keyedChildrenOf(trx, issues))];
}

/**
 * An initiative's own list decides about its members whenever it is the newer statement, so each of its events moves
 * those that it names, those that it named before, and those that name it.
 */
async function membersOf(trx: Transaction<Schema>, issues: readonly Issue[], previousOf: PreviousOf): Promise<Moved[]> {
  const moved: Moved[] = [];
  for (const issue of issues) {
    const named = [issue.contains, previousOf(issue.ref)?.contains ?? null];
    if (named.every((list) => list === null)) continue;
    const naming = await listChildren(trx, [{ ref: issue.ref, names: [] }]);
    for (const ref of [...named.flatMap((list) => list ?? []), ...naming]) moved.push({ ref, by: issue.ref });
  }
  return moved;
}

/** Those that know their parent by key alone, where another issue has the key too: which of them is meant may change. */
async function keyedChildrenOf(trx: Transaction<Schema>, issues: readonly Issue[]): Promise<Moved[]> {
  const keyed = issues.map((issue) => ({ ref: issue.ref, names: allKeys(issue).map((key) => key.toLowerCase()) }));
  const moved: Moved[] = [];
  for (const [by, names] of await listSharedNames(trx, keyed)) {
    for (const ref of await listChildren(trx, [{ ref: by, names }])) moved.push({ ref, by });
  }
  return moved;
}
