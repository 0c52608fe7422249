/** Fills in the days before the first recorded change, so that charts do not begin on the day of installation. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import { addDays, dayStart, toInstant } from "../src/domain/day.ts";
import { keyResultsFeedingObjective } from "../src/domain/feeders.ts";
import { settleGrain } from "../src/domain/ledger.ts";
import type { KeyResult, Objective } from "../src/domain/okr.ts";
import { pastOf, type PastPoint } from "../src/domain/past.ts";
import type { PastRow } from "../src/domain/past-phases.ts";
import { listContributionsOfKeyResults } from "../src/store/contributions.ts";
import { findIssues, sourceOfRef } from "../src/store/issues.ts";
import {
  findFirstChanges,
  type HistoryPoint,
  listHistoryWanted,
  markHistoryRebuilt,
  replaceHistory,
} from "../src/store/past-history.ts";
import { type Subject, subjectKey } from "../src/store/progress.ts";
import type { Schema } from "../src/store/schema.ts";

export { requestHistory } from "../src/store/past-history.ts";

type Ledgers = ReadonlyMap<string, readonly PastRow[]>;

/** For the key results that a source feeds whose first full reconcile has ended, and the objectives above them. */
export async function rebuildHistory(deps: Deps, trx: Transaction<Schema>): Promise<void> {
  const sources = await listHistoryWanted(trx);
  if (sources.length === 0) return;
  const { config, revision } = deps.current();
  const now = deps.clock();
  const { objectives } = config;
  const ledgers = await readLedgers(
    trx,
    objectives.flatMap(({ keyResults }) => keyResults),
  );
  const subjects = subjectsFedBy(objectives, ledgers, new Set(sources));
  const to = addDays(now.toISOString().slice(0, 10), -1);
  const points = await missingPoints(trx, pastOf({ objectives, ledgers, to }), subjects);
  await replaceHistory(trx, subjects, points, revision, now);
  await markHistoryRebuilt(trx, sources, now);
  deps.log.info({ sources, points: points.length }, "rebuilt the history from before the first delivery");
}

async function readLedgers(trx: Transaction<Schema>, keyResults: readonly KeyResult[]): Promise<Ledgers> {
  const all = await listContributionsOfKeyResults(
    trx,
    keyResults.map(({ id }) => id),
  );
  const refs = new Set(all.map(({ issueRef }) => issueRef));
  const issues = new Map((await findIssues(trx, [...refs])).map(({ issue }) => [issue.ref, issue]));
  const rows = Map.groupBy(all, ({ keyResultId }) => keyResultId);
  return new Map(
    keyResults.map((keyResult) => [
      keyResult.id,
      settleGrain(keyResult, rows.get(keyResult.id) ?? []).flatMap((row): PastRow[] => {
        const issue = issues.get(row.issueRef);
        return issue === undefined ? [] : [{ row, issue }];
      }),
    ]),
  );
}

function subjectsFedBy(objectives: readonly Objective[], ledgers: Ledgers, sources: ReadonlySet<string>): Subject[] {
  const isFed = (id: string) => (ledgers.get(id) ?? []).some(({ row }) => sources.has(sourceOfRef(row.issueRef)));
  return objectives.flatMap((objective): Subject[] => {
    const feeding = keyResultsFeedingObjective(objectives, objective);
    if (!feeding.values().some(isFed)) return [];
    const own = objective.keyResults.map(({ id }) => ({ subject: "key_result" as const, id }));
    return [{ subject: "objective", id: objective.id }, ...own];
  });
}

/** Of these subjects, the points before each was first recorded as it happened. */
async function missingPoints(
  trx: Transaction<Schema>,
  past: readonly PastPoint[],
  subjects: readonly Subject[],
): Promise<HistoryPoint[]> {
  const firsts = await findFirstChanges(trx);
  const wanted = new Set(subjects.map(subjectKey));
  const previous = new Map<string, PastPoint>();
  return past.flatMap((point): HistoryPoint[] => {
    const key = subjectKey(point);
    const at = toInstant(Date.parse(dayStart(addDays(point.day, 1))) - 1);
    const first = firsts.get(key);
    if (!wanted.has(key) || (first !== undefined && at >= first.toISOString())) return [];
    const before = previous.get(key);
    previous.set(key, point);
    const { day: _day, ...figures } = point;
    return [{ ...figures, at, previousProgress: before?.progress ?? null, previousValue: before?.value ?? null }];
  });
}
