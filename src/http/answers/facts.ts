/** What the store knows of some key results and objectives, read with a handful of statements however many they are. */
import type { CheckIn } from "../../domain/check-in.ts";
import { addDays, dayStart } from "../../domain/day.ts";
import type { Instant } from "../../domain/issue.ts";
import type { Queryable } from "../../store/database.ts";
import { listTellingCheckIns } from "../../store/check-ins.ts";
import { type CompletedDay, listCompletedDays } from "../../store/views/completed-work.ts";
import { listFeedingSources, listSourceFreshness, type SourceFreshness } from "../../store/views/feeding-sources.ts";
import { listProgress, type ProgressView } from "../../store/views/progress.ts";

/** Days whose completed work a forecast learns from, today among them: six weeks. */
export const learntDays = 42;

export interface Facts {
  keyResults: ReadonlyMap<string, ProgressView>;
  objectives: ReadonlyMap<string, ProgressView>;
  checkIns: ReadonlyMap<string, readonly CheckIn[]>;
  /** Sources by key result, of its own ledger. */
  feeding: ReadonlyMap<string, readonly string[]>;
  freshness: readonly SourceFreshness[];
  completedDays: ReadonlyMap<string, readonly CompletedDay[]>;
}

export interface Wanted {
  objectiveIds: readonly string[];
  keyResultIds: readonly string[];
  /** Of these only the sources matter: what the others are measured by. */
  feederIds: readonly string[];
  sourceIds: readonly string[];
}

export async function readFacts(db: Queryable, wanted: Wanted, now: Instant): Promise<Facts> {
  const { objectiveIds, keyResultIds, feederIds, sourceIds } = wanted;
  const today = now.slice(0, 10);
  const from = new Date(dayStart(addDays(today, 1 - learntDays)));
  const [progress, checkIns, feeding, freshness, completedDays] = await Promise.all([
    listProgress(db, keyResultIds, objectiveIds),
    listTellingCheckIns(db, keyResultIds),
    listFeedingSources(db, feederIds),
    listSourceFreshness(db, sourceIds),
    listCompletedDays(db, keyResultIds, from, new Date(now)),
  ]);
  const bySubject = Map.groupBy(progress, ({ subject }) => subject);
  return {
    keyResults: byId(bySubject.get("key_result") ?? []),
    objectives: byId(bySubject.get("objective") ?? []),
    checkIns: Map.groupBy(checkIns, ({ keyResultId }) => keyResultId),
    feeding,
    freshness,
    completedDays: Map.groupBy(completedDays, ({ keyResultId }) => keyResultId),
  };
}

function byId(rows: readonly ProgressView[]): ReadonlyMap<string, ProgressView> {
  return new Map(rows.map((row) => [row.id, row]));
}
