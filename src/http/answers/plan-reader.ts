/** What a candidate configuration would change: everything stored, matched under it and set beside what is recorded. */
import { type Config, keyResultsOf } from "../../config/config.ts";
import type { CurrentConfig, Deps } from "../../deps.ts";
import { toInstant } from "../../domain/day.ts";
import type { CompiledMapping } from "../../domain/mapping.ts";
import { indexLinks } from "../../domain/match.ts";
import { keyResultChanges, objectiveChanges } from "../../domain/plan-changes.ts";
import { createPlannedLedger } from "../../domain/plan-ledger.ts";
import { numbersOf } from "../../domain/plan-numbers.ts";
import { watchRules } from "../../domain/plan-rules.ts";
import type { Link } from "../../domain/rule.ts";
import type { Queryable } from "../../store/database.ts";
import { listLiveLinks } from "../../store/live-links.ts";
import { readSteadily } from "../../store/plan-view.ts";
import { findLatestValues } from "../../store/progress.ts";
import type { PlanAnswer } from "../schemas/plan.ts";
import { readShown, shownAs } from "./plan-shown.ts";
import { planWarnings } from "./plan-warnings.ts";
import { walkIssues } from "./plan-walk.ts";

export interface Candidate {
  config: Config;
  mapping: CompiledMapping;
  /** The configuration's advice, a line each. */
  warnings: readonly string[];
}

export interface PlanReader {
  /** Rejects as soon as `signal` is aborted. Nothing is written. */
  readPlan(candidate: Candidate, signal?: AbortSignal): Promise<PlanAnswer>;
}

/** One plan at a time: each walks over every issue. */
export function createPlanReader(deps: Deps): PlanReader {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async readPlan(candidate, signal) {
      const result = last.then(() => readPlan(deps, candidate, signal));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

async function readPlan(deps: Deps, candidate: Candidate, signal: AbortSignal | undefined): Promise<PlanAnswer> {
  await deps.adoptNewest();
  const nowMs = deps.clock().getTime();
  const { result, steady } = await readSteadily(deps.database, (db) =>
    planOn(db, { current: deps.current(), candidate, nowMs, signal }),
  );
  if (steady) return result;
  const moved = "issues kept changing while this was computed: the numbers may be some seconds apart";
  return { ...result, warnings: [...result.warnings, moved] };
}

interface PlanInputs {
  current: CurrentConfig;
  candidate: Candidate;
  nowMs: number;
  signal: AbortSignal | undefined;
}

async function planOn(db: Queryable, { current, candidate, nowMs, signal }: PlanInputs): Promise<PlanAnswer> {
  const { config, mapping } = candidate;
  const now = toInstant(nowMs);
  const today = now.slice(0, 10);
  const links = await listLiveLinks(db);
  const ledger = createPlannedLedger(current.mapping.keyResults.keys(), mapping.keyResults);
  const rules = watchRules(mapping, today);
  const walked = await walkIssues(db, { mapping, links: indexLinks(links), today, ledger, rules, signal });
  const rows = ledger.finish();
  const groups = new Map([...rows].map(([id, own]) => [id, own.groups]));
  const values = await findLatestValues(
    db,
    keyResultsOf(config).map(({ id }) => id),
  );
  const before = await readShown(db, current.config.objectives, now);
  const after = await shownAs(db, config.objectives, numbersOf({ objectives: config.objectives, groups, values }), now);
  const keyResults = keyResultChanges(before, after, rows);
  const objectives = objectiveChanges(before, after);
  const orphanedLinks = orphansOf(links, current.mapping, mapping);
  return {
    changed: keyResults.length + objectives.length + orphanedLinks.length > 0,
    revision: current.revision,
    keyResults,
    objectives,
    orphanedLinks,
    warnings: [...candidate.warnings, ...(await planWarnings(db, config, { walked, rules: rules.unmatched(), nowMs }))],
  };
}

/** Links that count somewhere now and would count nowhere. */
function orphansOf(links: readonly Link[], before: CompiledMapping, after: CompiledMapping) {
  return links
    .filter(({ keyResultId }) => before.keyResults.has(keyResultId) && !after.keyResults.has(keyResultId))
    .map(({ id, issue, keyResultId, weight }) => ({ id, issue, keyResult: keyResultId, weight }));
}
