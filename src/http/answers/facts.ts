/** What the store knows of key results and objectives: read whole once, then only what was written since. */
import { type Config, keyResultsOf } from "../../config/config.ts";
import type { CheckIn } from "../../domain/check-in.ts";
import { addDays, dayStart, toInstant } from "../../domain/day.ts";
import type { Instant } from "../../domain/issue.ts";
import { listCheckedInSince, listTellingCheckIns } from "../../store/check-ins.ts";
import type { Queryable } from "../../store/database.ts";
import { listFrozen } from "../../store/period-closures.ts";
import { type CompletedDay, listCompletedDays } from "../../store/views/completed-work.ts";
import { listFeedingSources } from "../../store/views/feeding-sources.ts";
import { listProgress, listProgressSince, type ProgressView } from "../../store/views/progress.ts";
import type { StoreMarks } from "../../store/views/store-version.ts";
import { type FrozenById, frozenById } from "./frozen.ts";

/** Days whose completed work a forecast learns from, today among them: six weeks. */
export const learntDays = 42;

/** How far the clock of another process may be ahead, milliseconds: its check-ins are not to wait for ours. */
const greatestSkewMs = 10_000;

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

/** A handful of statements, however many key results there are. */
export async function readFacts(
  db: Queryable,
  config: Config,
  staleSources: ReadonlySet<string>,
  now: Instant,
): Promise<Facts> {
  const keyResultIds = keyResultsOf(config).map(({ id }) => id);
  const objectiveIds = config.objectives.map(({ id }) => id);
  const [progress, frozen, ofLedgers, checkIns] = await Promise.all([
    listProgress(db, keyResultIds, objectiveIds),
    listFrozen(db, keyResultIds, objectiveIds, new Date(now)),
    readOfLedgers(db, keyResultIds, staleSources, now),
    readCheckIns(db, keyResultIds, now),
  ]);
  return {
    ...bySubject(progress),
    ...ofLedgers,
    frozen: frozenById(config.objectives, frozen),
    checkIns,
    staleSources,
  };
}

export interface PatchedFacts {
  facts: Facts;
  /** Ids of the key results and objectives of which something was written. */
  touched: ReadonlySet<string>;
}

/** The facts with what was written since a version laid over them. */
export async function patchFacts(
  db: Queryable,
  facts: Facts,
  since: Pick<StoreMarks, "progress" | "checkIn">,
  now: Instant,
): Promise<PatchedFacts> {
  const [progress, checkedIn] = await Promise.all([
    listProgressSince(db, since.progress),
    listCheckedInSince(db, since.checkIn),
  ]);
  const written = bySubject(progress);
  const ids = [...written.keyResults.keys()];
  const [ofLedgers, checkIns] = await Promise.all([
    readOfLedgers(db, ids, facts.staleSources, now),
    readCheckIns(db, checkedIn, now),
  ]);
  return {
    facts: {
      ...facts,
      keyResults: laidOver(facts.keyResults, written.keyResults),
      objectives: laidOver(facts.objectives, written.objectives),
      feeding: laidOver(facts.feeding, ofLedgers.feeding, ids),
      completedDays: laidOver(facts.completedDays, ofLedgers.completedDays, ids),
      checkIns: laidOver(facts.checkIns, checkIns),
    },
    touched: new Set([...progress.map(({ id }) => id), ...checkedIn]),
  };
}

/** What ledgers tell besides sums. Sources are asked for only where an answer depends on them: it takes whole ledgers. */
async function readOfLedgers(
  db: Queryable,
  keyResultIds: readonly string[],
  staleSources: ReadonlySet<string>,
  now: Instant,
): Promise<Pick<Facts, "feeding" | "completedDays">> {
  if (keyResultIds.length === 0) return { feeding: new Map(), completedDays: new Map() };
  const from = new Date(dayStart(addDays(now.slice(0, 10), 1 - learntDays)));
  const [feeding, days] = await Promise.all([
    staleSources.size === 0 ? new Map<string, readonly string[]>() : listFeedingSources(db, keyResultIds),
    listCompletedDays(db, keyResultIds, from, new Date(now)),
  ]);
  return { feeding, completedDays: Map.groupBy(days, ({ keyResultId }) => keyResultId) };
}

/** A check-in from ahead of our clock counts as made now. */
async function readCheckIns(db: Queryable, ids: readonly string[], now: Instant): Promise<Facts["checkIns"]> {
  if (ids.length === 0) return new Map();
  const rows = await listTellingCheckIns(db, ids, toInstant(Date.parse(now) + greatestSkewMs));
  return Map.groupBy(
    rows.map((row) => (row.at > now ? { ...row, at: now } : row)),
    ({ keyResultId }) => keyResultId,
  );
}

/** The old entries, those of `asked` without the ones that are gone, and the new ones. */
function laidOver<T>(
  old: ReadonlyMap<string, T>,
  fresh: ReadonlyMap<string, T>,
  asked: readonly string[] = [],
): ReadonlyMap<string, T> {
  const merged = new Map(old);
  for (const id of asked) merged.delete(id);
  for (const [id, value] of fresh) merged.set(id, value);
  return merged;
}

function bySubject(rows: readonly ProgressView[]) {
  const of = (wanted: ProgressView["subject"]) =>
    new Map(rows.filter(({ subject }) => subject === wanted).map((row) => [row.id, row] as const));
  return { keyResults: of("key_result"), objectives: of("objective") };
}
