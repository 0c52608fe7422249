/** Matches marked subtrees, or everything, again: bounded batches, each in a transaction of its own. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import type { IssueRef } from "../src/domain/issue.ts";
import { findRefs } from "../src/store/issue-names.ts";
import { listRefsAfter, sourceOfRef } from "../src/store/issues.ts";
import { lockMatching } from "../src/store/locks.ts";
import {
  everyIssue,
  listRematches,
  lockWalk,
  type PendingRematch,
  saveWalk,
  takeRematches,
} from "../src/store/pending.ts";
import { markMatched } from "../src/store/revisions.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { ringAfter } from "./ring-after.ts";
import { matchBudget, matchIssues, type MatchResult } from "./match-issues.ts";

/** Before a name under which a link's issue is not known yet. */
const namePrefix = "name:";

/** Works until no rematch is pending; the payload is only the doorbell. */
export async function rematch(deps: Deps): Promise<void> {
  for (let step = await nextStep(deps); step !== null; step = await nextStep(deps)) {
    // Only the roll-up: what is left over is matched by the next step.
    await ringAfter(deps, { touched: step.touched, leftover: [] });
  }
}

async function nextStep(deps: Deps): Promise<MatchResult | null> {
  return (await matchMarked(deps)) ?? (await walk(deps));
}

/** One batch of marked roots; null where none is marked. */
async function matchMarked(deps: Deps): Promise<MatchResult | null> {
  return deps.database.db.transaction().execute(async (trx) => {
    const listed = await listRematches(trx, matchBudget);
    if (listed.length === 0) return null;
    await lockSources(
      trx,
      listed.map(({ root }) => root),
      deps,
    );
    const taken = await takeRematches(
      trx,
      listed.map(({ root }) => root),
    );
    return matchIssues(deps, trx, await named(trx, taken));
  });
}

/** With the issues that have a `name:` root's name by now: they may have come while its link was written. */
async function named(trx: Transaction<Schema>, taken: readonly PendingRematch[]): Promise<Map<IssueRef, Cause>> {
  const start = new Map(taken.map(({ root, cause }) => [root, cause]));
  const causeByName = new Map(
    taken.flatMap(({ root, cause }) =>
      root.startsWith(namePrefix) ? [[root.slice(namePrefix.length), cause] as const] : [],
    ),
  );
  for (const [name, refs] of await findRefs(trx, [...causeByName.keys()])) {
    for (const ref of refs) start.set(ref, causeByName.get(name)!);
  }
  return start;
}

/** The next batch of the walk over every issue; null where no walk is under way. */
async function walk(deps: Deps): Promise<MatchResult | null> {
  return deps.database.db.transaction().execute(async (trx) => {
    const state = await lockWalk(trx);
    if (state === null) return null;
    const refs = await listRefsAfter(trx, state.after, matchBudget);
    if (refs.length === 0) return finishWalk(deps, trx);
    await lockSources(trx, refs, deps);
    const result = await matchIssues(deps, trx, causesOf(refs, state));
    await saveWalk(trx, refs.at(-1) ?? null);
    return result;
  });
}

async function finishWalk(deps: Deps, trx: Transaction<Schema>): Promise<MatchResult> {
  await saveWalk(trx, null);
  await markMatched(trx, deps.clock());
  return { touched: [], leftover: [] };
}

function causesOf(refs: readonly IssueRef[], { cause }: PendingRematch): Map<IssueRef, Cause> {
  return new Map(refs.map((ref) => [ref, cause]));
}

/** In name order, so that two workers never wait for each other; a `name:` root may belong to any source. */
async function lockSources(trx: Transaction<Schema>, roots: readonly string[], deps: Deps): Promise<void> {
  const sources = new Set(roots.filter((root) => root !== everyIssue).map(sourceOfRef));
  if (sources.delete("")) for (const { id } of deps.current().config.sources) sources.add(id);
  for (const source of [...sources].sort()) await lockMatching(trx, source);
}
