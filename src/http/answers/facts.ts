/** What the store knows of some key results and objectives, read with a handful of statements however many they are. */
import type { SourceConfig } from "../../config/config.ts";
import type { CheckIn } from "../../domain/check-in.ts";
import { addDays, dayStart } from "../../domain/day.ts";
import { staleSources } from "../../domain/freshness.ts";
import type { Instant } from "../../domain/issue.ts";
import type { Objective } from "../../domain/okr.ts";
import type { Queryable } from "../../store/database.ts";
import { listTellingCheckIns } from "../../store/check-ins.ts";
import { type CompletedDay, listCompletedDays } from "../../store/views/completed-work.ts";
import { listFeedingSources, listSourceFreshness } from "../../store/views/feeding-sources.ts";
import { listFrozen } from "../../store/period-closures.ts";
import { listProgress, type ProgressView } from "../../store/views/progress.ts";
import { type FrozenById, frozenById } from "./frozen.ts";

/** Days whose completed work a forecast learns from, today among them: six weeks. */
export const learntDays = 42;

export interface Facts {
  /** `changedAt` is null where nobody remembers. */
  keyResults: ReadonlyMap<string, Omit<ProgressView, "changedAt"> & { changedAt: Date | null }>;
  objectives: ReadonlyMap<string, Pick<ProgressView, "progress">>;
  /** Of closed periods, instead of the two above. */
  frozen: FrozenById;
  checkIns: ReadonlyMap<string, readonly CheckIn[]>;
  /** Sources by key result, of its own ledger; read only while a source is stale. */
  feeding: ReadonlyMap<string, readonly string[]>;
  staleSources: ReadonlySet<string>;
  completedDays: ReadonlyMap<string, readonly CompletedDay[]>;
}

export interface Wanted {
  /** Every objective of the configuration. */
  all: readonly Objective[];
  objectiveIds: readonly string[];
  keyResultIds: readonly string[];
  /** Of these only the sources matter: what the others are measured by. */
  feederIds: readonly string[];
  sources: readonly SourceConfig[];
}

export async function readFacts(db: Queryable, wanted: Wanted, now: Instant): Promise<Facts> {
  const { objectiveIds, keyResultIds } = wanted;
  const today = now.slice(0, 10);
  const from = new Date(dayStart(addDays(today, 1 - learntDays)));
  const [progress, frozen, checkIns, staleness, completedDays] = await Promise.all([
    listProgress(db, keyResultIds, objectiveIds),
    listFrozen(db, keyResultIds, objectiveIds, new Date(now)),
    listTellingCheckIns(db, keyResultIds, now),
    readStaleness(db, wanted, now),
    listCompletedDays(db, keyResultIds, from, new Date(now)),
  ]);
  const bySubject = Map.groupBy(progress, ({ subject }) => subject);
  return {
    keyResults: byId(bySubject.get("key_result") ?? []),
    objectives: byId(bySubject.get("objective") ?? []),
    frozen: frozenById(wanted.all, frozen),
    checkIns: Map.groupBy(checkIns, ({ keyResultId }) => keyResultId),
    ...staleness,
    completedDays: Map.groupBy(completedDays, ({ keyResultId }) => keyResultId),
  };
}

async function readStaleness(
  db: Queryable,
  { sources, feederIds }: Wanted,
  now: Instant,
): Promise<Pick<Facts, "feeding" | "staleSources">> {
  const freshness = await listSourceFreshness(
    db,
    sources.map(({ id }) => id),
  );
  const stale = staleSources(sources, freshness, Date.parse(now));
  // Walks over whole ledgers, so only where the answer depends on it.
  return { staleSources: stale, feeding: stale.size === 0 ? new Map() : await listFeedingSources(db, feederIds) };
}

function byId(rows: readonly ProgressView[]): ReadonlyMap<string, ProgressView> {
  return new Map(rows.map((row) => [row.id, row]));
}
