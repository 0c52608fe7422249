/** Ledger → key results → objectives; records what changed. */
import type { Transaction } from "kysely";
import type { CurrentConfig, Deps } from "../src/deps.ts";
import type { Contribution } from "../src/domain/contribution.ts";
import { needsWholeLedger, settleGrain } from "../src/domain/ledger.ts";
import { groupsOf, type LedgerGroup, measure } from "../src/domain/measure.ts";
import type { KeyResult, Measure, Objective } from "../src/domain/okr.ts";
import { objectiveOrder, rollUpObjective } from "../src/domain/rollup.ts";
import { ring } from "../src/queue/ring.ts";
import { groupContributions, listContributionsOfKeyResults, saveVerdicts } from "../src/store/contributions.ts";
import { takeRollUps } from "../src/store/pending.ts";
import {
  type Change,
  findLatestValues,
  findProgress,
  type Recorded,
  recordChanges,
  saveProgress,
  type Subject,
  subjectKey,
} from "../src/store/progress.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { holdRollUps, underNewest } from "./fence.ts";
import { issueDriven } from "./issue-driven.ts";
import { rememberToldHealths } from "./told-healths.ts";

/** Recomputes these key results, those of them that are marked, and everything above them. May run twice. */
export async function rollUp(deps: Deps, payload: { keyResultIds: string[] }): Promise<void> {
  const changeIds = await underNewest(deps, (own) => rollUpMarked(own, payload.keyResultIds));
  if (changeIds.length > 0) await ring(deps.queue, deps.log, "publish", { changeIds });
}

function rollUpMarked(deps: Deps, keyResultIds: readonly string[]): Promise<string[]> {
  return deps.database.db.transaction().execute(async (trx) => {
    await holdRollUps(deps, trx);
    const causes = await takeRollUps(trx, keyResultIds);
    return causes.size === 0 ? [] : recompute(trx, deps, causes);
  });
}

async function recompute(trx: Transaction<Schema>, deps: Deps, causes: ReadonlyMap<string, Cause>): Promise<string[]> {
  const current = deps.current();
  const affected = affectedBy(current.config.objectives, causes);
  const run: Run = {
    causes: new Map(causes),
    recorded: await findProgress(trx, subjectsOf(affected, current.config.objectives)),
    ledgers: await readLedgers(trx, current, marked(affected, causes, issueDriven)),
    values: await findLatestValues(
      trx,
      marked(affected, causes, checkedIn).map((keyResult) => keyResult.id),
    ),
    changes: new Map(),
  };
  for (const objective of affected) rollUpOne(run, objective, current);
  const changes = [...run.changes.values()];
  await saveProgress(
    trx,
    changes.map((change) => change.after),
    current.revision,
    deps.clock(),
  );
  const told = changes.filter(isTold);
  await rememberToldHealths(trx, current.config.objectives, told, deps.clock());
  return recordChanges(trx, told, current.revision, deps.clock());
}

interface Run {
  /** What moved each key result that is to be recomputed; grows upward as objectives change. */
  causes: Map<string, Cause>;
  recorded: Map<string, Recorded>;
  ledgers: Map<string, readonly LedgerGroup[]>;
  values: Map<string, number>;
  changes: Map<string, Change>;
}

/**
 * Objectives with a marked key result and everything that depends on them, lowest first. After a change of the configuration
 * all of them: one may have lost what it was made of.
 */
function affectedBy(objectives: readonly Objective[], causes: ReadonlyMap<string, Cause>): Objective[] {
  const affected = new Set<string>();
  const ordered = objectiveOrder(objectives);
  if (configCause(causes) !== undefined) return ordered;
  for (const objective of ordered) {
    const own = objective.keyResults.some(
      ({ id, measure: by }) => causes.has(id) || (by.kind === "objective" && affected.has(by.objective)),
    );
    const fromChild =
      objective.rollup === "withChildren" &&
      objectives.some((child) => child.parent === objective.id && affected.has(child.id));
    if (own || fromChild) affected.add(objective.id);
  }
  return ordered.filter((objective) => affected.has(objective.id));
}

function configCause(causes: ReadonlyMap<string, Cause>): Cause | undefined {
  return causes.values().find(({ kind }) => kind === "config");
}

/** These objectives, their key results, and the objectives on which they depend whether or not those are affected. */
function subjectsOf(objectives: readonly Objective[], all: readonly Objective[]): Subject[] {
  const ids = new Set<string>();
  const subjects: Subject[] = [];
  const add = (subject: Subject["subject"], id: string) => {
    if (!ids.has(`${subject}:${id}`)) subjects.push({ subject, id });
    ids.add(`${subject}:${id}`);
  };
  for (const objective of objectives) {
    add("objective", objective.id);
    if (objective.rollup === "withChildren") {
      for (const child of all) if (child.parent === objective.id) add("objective", child.id);
    }
    for (const { id, measure: by } of objective.keyResults) {
      add("key_result", id);
      if (by.kind === "objective") add("objective", by.objective);
    }
  }
  return subjects;
}

const checkedIn: readonly Measure["kind"][] = ["metric", "band"];

function marked(
  objectives: readonly Objective[],
  causes: ReadonlyMap<string, Cause>,
  kinds: readonly Measure["kind"][],
) {
  return objectives
    .flatMap((objective) => objective.keyResults)
    .filter((keyResult) => causes.has(keyResult.id) && kinds.includes(keyResult.measure.kind));
}

/** Grouped ledgers; where the grain or the measure needs each row, the grain is settled and written back first. */
async function readLedgers(trx: Transaction<Schema>, current: CurrentConfig, keyResults: readonly KeyResult[]) {
  const whole = keyResults.filter(needsWholeLedger);
  const ledgers = new Map<string, LedgerGroup[]>(keyResults.map((keyResult) => [keyResult.id, []]));
  const wholeIds = new Set(whole.map((keyResult) => keyResult.id));
  const grouped = keyResults.map((keyResult) => keyResult.id).filter((id) => !wholeIds.has(id));
  for (const { keyResultId, ...group } of await groupContributions(trx, grouped)) ledgers.get(keyResultId)?.push(group);
  const rows = Map.groupBy(await listContributionsOfKeyResults(trx, [...wholeIds]), (row) => row.keyResultId);
  for (const [id, unsettled] of rows) {
    const keyResult = current.mapping.keyResults.get(id);
    if (keyResult !== undefined) ledgers.set(id, groupsOf(await settle(trx, keyResult, unsettled)));
  }
  return ledgers;
}

async function settle(trx: Transaction<Schema>, keyResult: KeyResult, rows: readonly Contribution[]) {
  const settled = settleGrain(keyResult, rows);
  const changed = settled.filter((row, index) => {
    const before = rows[index];
    return before === undefined || before.counted !== row.counted || before.reason !== row.reason;
  });
  await saveVerdicts(trx, changed);
  return settled;
}

function rollUpOne(run: Run, objective: Objective, current: CurrentConfig): void {
  const { objectives } = current.config;
  const causes: Cause[] = [];
  for (const keyResult of objective.keyResults) {
    const cause = run.causes.get(keyResult.id) ?? causeFromObjective(run, keyResult);
    if (cause === undefined) continue;
    const measured = measure(keyResult, run.ledgers.get(keyResult.id) ?? [], {
      latestValue: run.values.get(keyResult.id) ?? null,
      objectiveProgress: keyResult.measure.kind === "objective" ? progressOf(run, keyResult.measure.objective) : null,
    });
    record(run, { subject: "key_result", id: keyResult.id, ...measured }, cause);
    causes.push(cause);
  }
  const children =
    objective.rollup === "withChildren" ? objectives.filter((child) => child.parent === objective.id) : [];
  for (const child of children) {
    const change = run.changes.get(subjectKey({ subject: "objective", id: child.id }));
    if (change !== undefined) causes.push(change.cause);
  }
  const cause = causes.at(-1) ?? configCause(run.causes);
  if (cause === undefined) return;
  const progress = rollUpObjective(
    objective.rollup,
    objective.keyResults.map((keyResult) => ({
      weight: keyResult.weight,
      guardrail: keyResult.guardrail,
      progress: present(run, { subject: "key_result", id: keyResult.id })?.progress ?? null,
    })),
    children.map((child) => ({ weight: child.weight, progress: progressOf(run, child.id) })),
  );
  const empty = { counts: null, inScope: null, credited: null };
  record(
    run,
    { subject: "objective", id: objective.id, value: progress, progress, rawProgress: progress, ...empty },
    cause,
  );
}

function causeFromObjective(run: Run, keyResult: KeyResult): Cause | undefined {
  if (keyResult.measure.kind !== "objective") return undefined;
  return run.changes.get(subjectKey({ subject: "objective", id: keyResult.measure.objective }))?.cause;
}

function present(run: Run, subject: Subject): Recorded | undefined {
  return run.changes.get(subjectKey(subject))?.after ?? run.recorded.get(subjectKey(subject));
}

function progressOf(run: Run, objectiveId: string): number | null {
  return present(run, { subject: "objective", id: objectiveId })?.progress ?? null;
}

function record(run: Run, after: Recorded, cause: Cause): void {
  const before = run.recorded.get(subjectKey(after)) ?? null;
  if (before !== null && face(before) === face(after)) return;
  run.changes.set(subjectKey(after), { before, after, cause });
}

function face({ value, progress, rawProgress, counts, inScope, credited }: Recorded): string {
  const { backlog, unstarted, started, completed, canceled } = counts ?? {};
  return JSON.stringify([
    value,
    progress,
    rawProgress,
    inScope,
    credited,
    backlog,
    unstarted,
    started,
    completed,
    canceled,
  ]);
}

/** History tells of numbers and scope; a status that moves neither is saved but not told. */
function isTold({ before, after }: Change): boolean {
  if (before === null) return after.progress !== null || after.value !== null;
  const told = ({ value, progress, rawProgress, inScope, credited }: Recorded) =>
    JSON.stringify([value, progress, rawProgress, inScope, credited]);
  return told(before) !== told(after);
}
