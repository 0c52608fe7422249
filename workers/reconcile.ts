/** Tracker → pages of states → the same way as deliveries; then deletions. Taken up again where it stood, by whoever is up. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import type { IssueRef } from "../src/domain/issue.ts";
import { codedError } from "../src/errors.ts";
import type { FetchedPage, Tracker } from "../src/sources/source.ts";
import {
  advanceReconcile,
  countLive,
  findReconcile,
  findWatermark,
  listUnseen,
  markReconciled,
  markSeen,
  noteReconcileError,
  openReconcile,
  type Reconcile,
  type Step,
} from "../src/store/reconciles.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { underNewest } from "./fence.ts";
import { requestHistory } from "./rebuild-history.ts";
import { ringAfter } from "./ring-after.ts";
import { type SaveResult, saveStates } from "./save-states.ts";
import { tombstonesOf } from "./tombstone.ts";

/** What changed this long before the last run began is asked for again: search indexes lag behind, clocks differ. */
export const overlapMs = 10 * 60_000;
/** Issues whose existence is checked in one step. */
const verifyBatch = 100;
/** A run that would remove more than this share of a source's issues is taken for missing rights, not for deletions. */
const suspiciousShare = 0.5;
const suspiciousCount = 20;

export interface ReconcileWanted {
  source: string;
  scope: "changed" | "all";
  /** ISO; instead of the watermark. */
  since?: string | null;
}

/** Runs (or takes up) a reconcile of one source to its end; `onStep` hears how far it is. Null without `auth`. */
export async function reconcile(
  deps: Deps,
  wanted: ReconcileWanted,
  onStep: (run: Reconcile) => void = () => {},
): Promise<Reconcile | null> {
  const tracker = deps.openTracker(wanted.source);
  if (tracker === null) return null;
  const run = await openReconcile(deps.database.db, await withSince(deps, wanted), deps.clock());
  const ended = await runToEnd(deps, tracker, run, onStep);
  // What was taken up here may have been less than what is asked for.
  const isLess = wanted.scope === "all" && ended.scope === "changed" && ended.finishedAt !== null;
  return isLess ? reconcile(deps, wanted, onStep) : ended;
}

async function runToEnd(
  deps: Deps,
  tracker: Tracker,
  opened: Reconcile,
  onStep: (run: Reconcile) => void,
): Promise<Reconcile> {
  const { db } = deps.database;
  let run = opened;
  try {
    await tracker.checkAccess();
    while (run.finishedAt === null) {
      if (!(await underNewest(deps, (own) => step(own, run)))) return run;
      run = (await findReconcile(db, run.id)) ?? run;
      onStep(run);
    }
    return run;
  } catch (error) {
    await noteReconcileError(db, run.id, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** By the source's settings as they are now; false where there is nothing to move, or another process moved it. */
async function step(own: Deps, run: Reconcile): Promise<boolean> {
  const tracker = own.openTracker(run.source);
  if (tracker === null) return false;
  return run.phase === "fetch" ? fetchStep(own, tracker, run) : verifyStep(own, tracker, run);
}

async function withSince(deps: Deps, { source, scope, since }: ReconcileWanted) {
  if (scope === "all") return { source, scope, since: null };
  if (since !== undefined && since !== null) return { source, scope, since: new Date(since) };
  const watermark = await findWatermark(deps.database.db, source);
  // Without a finished run there is nothing to lean on: everything, deletions included.
  if (watermark === null) return { source, scope: "all" as const, since: null };
  return { source, scope, since: new Date(watermark.getTime() - overlapMs) };
}

/** One page; false where another process moved the run on meanwhile. */
async function fetchStep(deps: Deps, tracker: Tracker, run: Reconcile): Promise<boolean> {
  const { scope, cursor } = run;
  const page = await tracker.fetchPage({ scope, since: run.since?.toISOString() ?? null, cursor });
  const ended = page.cursor === null;
  const phase = ended ? (scope === "all" ? "verify" : "done") : "fetch";
  return commitStep(deps, run, page, { phase, cursor: page.cursor, total: page.total, removed: 0 });
}

/** The next issues that a full run has not met: what the tracker says that it does not have is removed. */
async function verifyStep(deps: Deps, tracker: Tracker, run: Reconcile): Promise<boolean> {
  const refs = await listUnseen(deps.database.db, run.source, run.startedAt, run.cursor, verifyBatch);
  const none = { states: [], cursor: null, total: null };
  if (refs.length === 0) return commitStep(deps, run, none, { phase: "done", cursor: null, total: null, removed: 0 });
  const fetched = await tracker.fetchIssues(refs);
  await refuseSuspicious(deps, run, fetched.missing.length);
  const tombstones = await tombstonesOf(deps, fetched.missing);
  const page = { ...none, states: [...fetched.states, ...tombstones] };
  const cursor = refs.at(-1) ?? null;
  return commitStep(deps, run, page, { phase: "verify", cursor, total: null, removed: tombstones.length });
}

async function refuseSuspicious(deps: Deps, run: Reconcile, missing: number): Promise<void> {
  const removed = run.removed + missing;
  if (removed < suspiciousCount) return;
  const live = (await countLive(deps.database.db, run.source)) + run.removed;
  if (removed <= live * suspiciousShare) return;
  throw codedError(
    "SOURCE_UNAUTHORISED",
    `${removed} of the ${live} issues of ${run.source} are not to be found in the tracker: that looks like a token that ` +
      "lost its rights, so nothing more is removed. Give the token the right to browse all projects, or narrow reconcile.jql.",
  );
}

type Counted = Omit<Step, "fetched" | "drift">;

async function commitStep(deps: Deps, run: Reconcile, page: FetchedPage, step: Counted): Promise<boolean> {
  const cause: Cause = { kind: "reconcile", id: run.id };
  const saved = await deps.database.db.transaction().execute(async (trx) => {
    const result = await savePage(deps, trx, run.source, page, cause);
    const fetched = page.states.length;
    const moved = await advanceReconcile(trx, run, { ...step, fetched, drift: result?.changed ?? 0 }, deps.clock());
    if (moved && step.phase === "done") await markReconciled(trx, run.source, deps.clock());
    if (moved && step.phase === "done" && run.scope === "all") await requestHistory(trx, run.source, deps.clock());
    return { result, moved };
  });
  if (saved.result !== null) await ringAfter(deps, saved.result);
  return saved.moved;
}

async function savePage(
  deps: Deps,
  trx: Transaction<Schema>,
  source: string,
  { states }: FetchedPage,
  cause: Cause,
): Promise<SaveResult | null> {
  if (states.length === 0) return null;
  const incoming = states.map((state) => ({ state, cause: { ...cause, issue: state.issue.ref } }));
  const result = await saveStates(deps, trx, source, incoming);
  const refs: IssueRef[] = states.filter(({ issue }) => !issue.removed).map(({ issue }) => issue.ref);
  await markSeen(trx, refs, deps.clock());
  return result;
}
