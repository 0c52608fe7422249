/** Reads objectives and key results as they stood at a past instant. */
import { readStoredPlan } from "../../config/stored-plan.ts";
import type { Deps } from "../../deps.ts";
import { addDays, dayStart } from "../../domain/day.ts";
import { stalenessOf, staleSources } from "../../domain/freshness.ts";
import type { Objective } from "../../domain/okr.ts";
import type { Contribution } from "../../domain/contribution.ts";
import { type PastStanding, readStandingAsOf } from "../../store/as-of.ts";
import { listTellingCheckIns } from "../../store/check-ins.ts";
import type { Queryable } from "../../store/database.ts";
import { listLateRevisions } from "../../store/issue-revisions.ts";
import { listFrozen } from "../../store/period-closures.ts";
import { listLastChanges } from "../../store/views/changes.ts";
import type { CompletedDay } from "../../store/views/completed-work.ts";
import { listSourceFreshnessAsOf } from "../../store/views/feeding-sources.ts";
import type { AsOfAnswer } from "../schemas/as-of.ts";
import { type Facts, learntDays } from "./facts.ts";
import { createForecastBook } from "./forecast-book.ts";
import type { ForecastPool } from "./forecast-pool.ts";
import { frozenById } from "./frozen.ts";
import { answerObjective, wantedForecasts } from "./reading.ts";

/** Late deliveries that an answer lists; a first import makes everything before it late. */
const listedLate = 100;

export interface AsOfReader {
  readAsOf(at: Date): Promise<AsOfAnswer>;
}

/** One instant at a time: each takes every issue into memory. */
export function createAsOfReader(deps: Deps, pool: ForecastPool): AsOfReader {
  const forecasts = createForecastBook(pool);
  let last: Promise<unknown> = Promise.resolve();

  async function readAsOf(at: Date): Promise<AsOfAnswer> {
    const { db } = deps.database;
    const current = deps.current();
    const past = await readStandingAsOf(db, at, ({ id, files }) =>
      id === current.revision ? { ...current.config, mapping: current.mapping } : readStoredPlan(files),
    );
    const { objectives, mapping } = past.plan;
    const facts = await readPastFacts(deps, past, at);
    const isStale = stalenessOf(mapping, facts.staleSources, facts.feeding);
    const now = at.toISOString();
    const keyResults = objectives.flatMap((objective) => objective.keyResults);
    await forecasts.bring(wantedForecasts(facts, keyResults, now), Infinity);
    const forecastOf = (id: string) => forecasts.of(id);
    const reading = { objectives, revision: past.revision, facts, now, forecastOf, isStale };
    const late = await listLateRevisions(db, at, listedLate + 1);
    return {
      at: now,
      revision: past.revision,
      objectives: objectives.map((objective) => answerObjective(reading, objective)),
      late: { items: late.slice(0, listedLate), more: late.length > listedLate },
    };
  }

  return {
    async readAsOf(at) {
      const result = last.then(() => readAsOf(at));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

/** Sources are judged by how long the present configuration lets them be silent. */
async function readPastFacts(deps: Deps, past: PastStanding, at: Date): Promise<Facts> {
  const { db } = deps.database;
  const { sources } = deps.current().config;
  const { objectives } = past.plan;
  const ids = { keyResults: [...past.keyResults.keys()], objectives: objectives.map(({ id }) => id) };
  const sourceIds = sources.map(({ id }) => id);
  return {
    ...(await recordedThen(db, past, at)),
    frozen: frozenById(objectives, await listFrozen(db, ids.keyResults, ids.objectives, at)),
    checkIns: Map.groupBy(await listTellingCheckIns(db, ids.keyResults, at.toISOString()), (each) => each.keyResultId),
    staleSources: staleSources(sources, await listSourceFreshnessAsOf(db, sourceIds, at), at.getTime()),
    feeding: new Map([...past.ledger].map(([id, rows]) => [id, sourcesOf(rows)])),
    completedDays: new Map([...past.ledger].map(([id, rows]) => [id, completedDaysOf(id, rows, at)])),
  };
}

async function recordedThen(
  db: Queryable,
  { revision, plan, ...standing }: PastStanding,
  at: Date,
): Promise<Pick<Facts, "keyResults" | "objectives">> {
  const changed = await listLastChanges(db, at);
  const keyResults = [...standing.keyResults].map(([id, figures]) => {
    const changedAt = changed.get(id) ?? null;
    return [id, { subject: "key_result" as const, id, ...figures, revision, changedAt }] as const;
  });
  const progressOf = ({ id }: Objective) => ({ progress: standing.objectives.get(id) ?? null });
  return {
    keyResults: new Map(keyResults),
    objectives: new Map(plan.objectives.map((objective) => [objective.id, progressOf(objective)])),
  };
}

function sourcesOf(rows: readonly Contribution[]): string[] {
  return [...new Set(rows.map(({ issueRef }) => issueRef.slice(0, issueRef.indexOf(":"))))];
}

/** What a forecast learns from, as `listCompletedDays` reads it of the present ledger. */
export function completedDaysOf(keyResultId: string, rows: readonly Contribution[], at: Date): CompletedDay[] {
  const from = dayStart(addDays(at.toISOString().slice(0, 10), 1 - learntDays));
  const days = new Map<string, CompletedDay>();
  for (const { counted, statusCategory, completedAt, match, size } of rows) {
    if (!counted || statusCategory !== "completed" || completedAt === null) continue;
    if (completedAt < from || completedAt >= at.toISOString()) continue;
    const day = completedAt.slice(0, 10);
    const known = days.get(day) ?? { keyResultId, day, size: 0, count: 0 };
    days.set(day, { ...known, size: known.size + match.weight * size, count: known.count + 1 });
  }
  return [...days.values()];
}
