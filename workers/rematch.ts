/** Matches marked subtrees, or everything, again: bounded batches, each in a transaction of its own. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import type { IssueRef } from "../src/domain/issue.ts";
import { findRefs } from "../src/store/issue-names.ts";
import { listRefsAfter, sourceOfRef } from "../src/store/issues.ts";
import {
  everyIssue,
  listMarkedRollUps,
  listRematches,
  lockWalk,
  type PendingRematch,
  saveWalk,
  takeRematches,
} from "../src/store/pending.ts";
import { markMatched } from "../src/store/revisions.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { holdConfig, holdMatching, underNewest } from "./fence.ts";
import { ringAfter } from "./ring-after.ts";
import { matchBudget, matchIssues, type MatchResult } from "./match-issues.ts";

/** Issues in one step of the walk: the matching lock, for which ingestion queues, is waited for once a step. */
const walkBudget = 2_000;

/** Key results rung for when a walk is through; the sweep finds the rest. */
const rollUpsPerRing = 2_000;

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
  return underNewest(deps, (own) =>
    own.database.db.transaction().execute(async (trx) => {
      await holdConfig(own, trx);
      return (await matchMarked(own, trx)) ?? (await walk(own, trx));
    }),
  );
}

/** One batch of marked roots; null where none is marked. */
async function matchMarked(deps: Deps, trx: Transaction<Schema>): Promise<MatchResult | null> {
  const listed = (await listRematches(trx, matchBudget)).map(({ root }) => root);
  if (listed.length === 0) return null;
  await lockSources(trx, listed, deps);
  const taken = await takeRematches(trx, listed);
  return matchIssues(deps, trx, await named(trx, taken));
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

/**
 * The next batch of the walk over every issue; null where no walk is under way. Key results are rolled up when it is
 * through: half of a ledger by the old rules and half by the new is nobody's number, and each would stay in the history.
 */
async function walk(deps: Deps, trx: Transaction<Schema>): Promise<MatchResult | null> {
  const state = await lockWalk(trx);
  if (state === null) return null;
  const refs = await listRefsAfter(trx, state.after, walkBudget);
  if (refs.length === 0) return finishWalk(deps, trx);
  await lockSources(trx, refs, deps);
  await matchIssues(deps, trx, causesOf(refs, state), { follow: false, budget: walkBudget });
  await saveWalk(trx, refs.at(-1) ?? null);
  return { touched: [], leftover: [] };
}

async function finishWalk(deps: Deps, trx: Transaction<Schema>): Promise<MatchResult> {
  await saveWalk(trx, null);
  await markMatched(trx, deps.clock());
  return { touched: await listMarkedRollUps(trx, rollUpsPerRing), leftover: [] };
}

function causesOf(refs: readonly IssueRef[], { cause }: PendingRematch): Map<IssueRef, Cause> {
  return new Map(refs.map((ref) => [ref, cause]));
}

/** In name order, so that two workers never wait for each other; a `name:` root may belong to any source. */
async function lockSources(trx: Transaction<Schema>, roots: readonly string[], deps: Deps): Promise<void> {
  const sources = new Set(roots.filter((root) => root !== everyIssue).map(sourceOfRef));
  if (sources.delete("")) for (const { id } of deps.current().config.sources) sources.add(id);
  for (const source of [...sources].sort()) await holdMatching(deps, trx, source);
}
