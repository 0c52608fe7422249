/** All objectives and key results of this process in memory, checked against the database before each answer. */
import { keyResultsOf } from "../../config/config.ts";
import type { CurrentConfig, Deps } from "../../deps.ts";
import { stalenessOf, staleSources } from "../../domain/freshness.ts";
import { toInstant } from "../../domain/day.ts";
import type { Instant } from "../../domain/issue.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import { type Facts, patchFacts, readFacts } from "./facts.ts";
import type { ForecastBook } from "./forecast-book.ts";
import type { Check } from "./joined-check.ts";
import { goodUntilMs } from "./model-age.ts";
import { answerObjective, type Reading, wantedForecasts } from "./reading.ts";
import { createStoreLook, type StoreVersion } from "./store-look.ts";

/**
 * Everything is read anew this often, milliseconds: it heals what moves no number and so leaves no trace in the versions, such
 * as a corrected time of completion, which forecasts learn from.
 */
const reloadEveryMs = 300_000;
/** How long an answer waits for forecasts; with very many to compute it goes without the rest of them. */
const forecastPatienceMs = 400;

export interface ShownObjective {
  answer: ObjectiveAnswer;
  /** The answer as it is sent. */
  json: string;
}

export interface ReadModel {
  /** Grows with each change of what is shown. */
  edition: number;
  current: CurrentConfig;
  reading: Reading;
  objectives: ReadonlyMap<string, ShownObjective>;
}

/** What the database held after the caller asked, and the model of at least that. */
export interface CheckedModel {
  /** Later looks have greater numbers. */
  number: number;
  version: StoreVersion;
  model: ReadModel;
}

interface Held {
  check: Check<StoreVersion>;
  model: ReadModel;
  facts: Facts;
  renewedMs: number;
  /** From then on, time alone has changed something. */
  untilMs: number;
  loadedMs: number;
}

/**
 * A reader whose answer is never older than what was committed before it was asked: one cheap statement tells whether the
 * model still holds, and if not, only what was written since is read.
 */
export function createReadModel(deps: Deps, forecasts: ForecastBook): () => Promise<CheckedModel> {
  const { db } = deps.database;
  const look = createStoreLook(deps);
  let held: Held | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let editions = 0;

  /** One renewal at a time; who waited for it mostly finds what it wanted. */
  async function bring(asked: Check<StoreVersion>): Promise<CheckedModel> {
    const check = held !== null && held.check.number > asked.number ? held.check : asked;
    if (held === null || !stillHolds(held, check)) held = await renew(held, check);
    return { number: check.number, version: check.seen, model: held.model };
  }

  function stillHolds(known: Held, { seen }: Check<StoreVersion>): boolean {
    const nowMs = deps.clock().getTime();
    return (
      known.model.current === deps.current() &&
      nowMs >= known.renewedMs &&
      nowMs < known.untilMs &&
      isSameForModel(known.check.seen, seen) &&
      isSameSet(known.facts.staleSources, staleNow(seen, nowMs)) &&
      !forecasts.hasLate()
    );
  }

  function staleNow({ freshness }: StoreVersion, nowMs: number): ReadonlySet<string> {
    return staleSources(deps.current().config.sources, freshness, nowMs);
  }

  async function renew(known: Held | null, check: Check<StoreVersion>): Promise<Held> {
    const current = deps.current();
    const nowMs = deps.clock().getTime();
    const now = toInstant(nowMs);
    const stale = staleNow(check.seen, nowMs);
    const base = known !== null && canBePatched(known, current, check.seen, stale, nowMs) ? known : null;
    const { facts, touched } =
      base === null
        ? { facts: await readFacts(db, current.config, stale, now), touched: null }
        : await patchFacts(db, base.facts, base.check.seen, now);
    const isNewDay = base?.model.reading.now.slice(0, 10) !== now.slice(0, 10);
    const isWhole = base === null || nowMs >= base.untilMs || base.check.seen.alert !== check.seen.alert;
    const changed = new Set([...(touched ?? []), ...forecasts.takeLate()]);
    const isChanged = ({ id }: { id: string }) => changed.has(id);
    const keyResults = keyResultsOf(current.config).filter((each) => isNewDay || touched === null || isChanged(each));
    await forecasts.bring(wantedForecasts(facts, keyResults, now), forecastPatienceMs);
    const reading = readingOf(current, facts, now);
    const dirty = current.config.objectives.filter(
      (each) => isWhole || isChanged(each) || each.keyResults.some(isChanged),
    );
    const objectives = new Map(base?.model.objectives ?? []);
    for (const objective of dirty) {
      const answer = answerObjective(reading, objective);
      objectives.set(objective.id, { answer, json: JSON.stringify(answer) });
    }
    if (dirty.length > 0) editions += 1;
    const model = { edition: editions, current, reading, objectives };
    const untilMs = Math.min(goodUntilMs(facts, nowMs), isWhole ? Infinity : base.untilMs);
    return { check, model, facts, renewedMs: nowMs, untilMs, loadedMs: base?.loadedMs ?? nowMs };
  }

  function readingOf({ config, mapping, revision }: CurrentConfig, facts: Facts, now: Instant): Reading {
    const isStale = stalenessOf(mapping, facts.staleSources, facts.feeding);
    return { objectives: config.objectives, revision, facts, now, forecastOf: (id) => forecasts.of(id), isStale };
  }

  return async () => {
    const check = await look();
    const brought = last.then(() => bring(check));
    last = brought.catch(() => undefined);
    return brought;
  };
}

/** Whether what was written since is all that is new. What went down or was closed, or other sources, need all of it. */
function canBePatched(
  { check: { seen }, model, facts, renewedMs, loadedMs }: Held,
  current: CurrentConfig,
  version: StoreVersion,
  stale: ReadonlySet<string>,
  nowMs: number,
): boolean {
  return (
    model.current === current &&
    nowMs >= renewedMs &&
    nowMs < loadedMs + reloadEveryMs &&
    version.progress >= seen.progress &&
    version.checkIn >= seen.checkIn &&
    version.closures === seen.closures &&
    isSameSet(facts.staleSources, stale)
  );
}

function isSameForModel(a: StoreVersion, b: StoreVersion): boolean {
  return a.progress === b.progress && a.checkIn === b.checkIn && a.alert === b.alert && a.closures === b.closures;
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b);
}
