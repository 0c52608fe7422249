/** Which of the states that come in are worth keeping for "as of", and when each of them came to be. */
import type { IssueState } from "../src/domain/issue.ts";
import { compareVersions, isNewer } from "../src/domain/version.ts";
import type { HeardState } from "../src/store/issue-revisions.ts";
import type { IncomingState } from "./save-states.ts";

/**
 * All but mere confirmations of the stored content. A confirmation moves the stored version only, so where a state that
 * is older than it comes in, the confirmed one is kept too: else the newcomer would look newer than what outranks it.
 */
export function heardStates(
  incoming: readonly IncomingState[],
  storedOf: (ref: string) => IssueState | undefined,
  savedOf: (ref: string) => IssueState | undefined,
  heardAt: string,
): HeardState[] {
  const heard: HeardState[] = [];
  for (const [ref, states] of Map.groupBy(incoming, ({ state }) => state.issue.ref)) {
    const stored = storedOf(ref);
    if (states.every(({ state }) => isConfirmation(state, stored))) continue;
    for (const { state, cause } of states) {
      const happenedAt = happenedAtOf(state, cause.kind === "reconcile", stored);
      heard.push({ state: withAllKeys(state, savedOf(ref)), happenedAt, heardAt });
    }
    if (stored !== undefined && states.some(({ state }) => !isNewer(state.version, stored.version))) {
      const { eventAt } = stored.version;
      heard.push({ state: stored, happenedAt: eventAt, heardAt: eventAt < heardAt ? eventAt : heardAt });
    }
  }
  return heard;
}

/** Memberships go by event time, so a container that is heard of again says something new. */
function isConfirmation({ issue, version }: IssueState, stored: IssueState | undefined): boolean {
  return stored !== undefined && issue.kind === "issue" && version.digest === stored.version.digest;
}

/**
 * What only a reconcile tells happened when the issue says that it was updated; unless we know another content of that
 * very update: some changes leave it alone, and then the time of the fetch is all that is known.
 */
function happenedAtOf(state: IssueState, fetched: boolean, stored: IssueState | undefined): string {
  const { updatedAt, eventAt } = state.version;
  const silent = stored !== undefined && stored.version.updatedAt >= updatedAt;
  return fetched && !silent && updatedAt < eventAt ? updatedAt : eventAt;
}

/** The saved state knows every key that the issue was ever seen under; its revision is to know them as well. */
function withAllKeys(state: IssueState, saved: IssueState | undefined): IssueState {
  return saved !== undefined && compareVersions(saved.version, state.version) === 0 ? saved : state;
}
