/** All that the review of a period looks back at, read from one consistent view of the database. */
import type { Transaction } from "kysely";
import { readStoredPlan } from "../../config/stored-plan.ts";
import type { Deps } from "../../deps.ts";
import type { CheckIn } from "../../domain/check-in.ts";
import type { Contribution } from "../../domain/contribution.ts";
import { toInstant } from "../../domain/day.ts";
import type { Instant, IssueRef } from "../../domain/issue.ts";
import type { Objective, Period } from "../../domain/okr.ts";
import { evenMoments, type PeriodState, periodStateAt, reportMoments } from "../../domain/report-period.ts";
import { newlyCounted } from "../../domain/report-scope.ts";
import { type PastStanding, readStandingAsOf } from "../../store/as-of.ts";
import type { Subject } from "../../store/progress.ts";
import { findFirstAcceptedAt, type StoredRevision } from "../../store/revisions.ts";
import type { Schema } from "../../store/schema.ts";
import { findIssueBriefs, type IssueBrief } from "../../store/views/issue-briefs.ts";
import {
  listCheckInsBetween,
  listFinishedAt,
  listFirstPoints,
  listLargestSteps,
  listOrigins,
  listPointsAt,
  type OriginView,
  type PointView,
  type StepView,
} from "../../store/views/report.ts";
import { readPeriodEnd, type PeriodEnd } from "./period-end.ts";
import { findReportPeriod } from "./report-period.ts";

/** What a review names at most. */
const greatestSteps = 20;
const greatestCheckIns = 5_000;

/** Parts that the line of a history is made of: about a week each in a quarter of a year. */
const trendParts = 24;

export interface ReportInputs {
  period: Period;
  state: PeriodState;
  closedAt: Date | null;
  start: Instant;
  halfTime: Instant | null;
  end: Instant;
  /** Those of the period, by the configuration that the numbers are by. */
  objectives: readonly Objective[];
  standing: PeriodEnd;
  /** At half-time; null before it, and where nobody watched yet. */
  half: PastStanding | null;
  /** At the start, at half-time, and at the moments of the trend, keyed `subject:id`. */
  points: ReadonlyMap<string, readonly (PointView | null)[]>;
  /** The first one of what had none at the start. */
  firstPoints: ReadonlyMap<string, PointView>;
  finishedAt: ReadonlyMap<string, Date>;
  steps: readonly StepView[];
  /** By key result, oldest first. */
  checkIns: ReadonlyMap<string, readonly CheckIn[]>;
  /** Rows that were not counted at half-time, by key result; none for those that are younger. */
  newRows: ReadonlyMap<string, readonly Contribution[]>;
  origins: ReadonlyMap<IssueRef, OriginView>;
  issues: ReadonlyMap<IssueRef, IssueBrief>;
}

/** Throws PERIOD_UNKNOWN. Takes every issue into memory, up to twice. */
export async function readReportInputs(deps: Deps, periodId: string): Promise<ReportInputs> {
  return deps.database.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((trx) => readInputs(deps, trx, periodId));
}

async function readInputs(deps: Deps, trx: Transaction<Schema>, periodId: string): Promise<ReportInputs> {
  const current = deps.current();
  const nowMs = deps.clock().getTime();
  const planOf = ({ id, files }: StoredRevision) =>
    id === current.revision ? { ...current.config, mapping: current.mapping } : readStoredPlan(files);
  const { period, closing } = await findReportPeriod(trx, current, periodId, planOf);
  const state = periodStateAt(period, closing !== null, nowMs);
  const { startMs, halfTimeMs, endMs } = reportMoments(period, nowMs);
  const [start, end] = [toInstant(startMs), toInstant(endMs)];
  const halfTime = halfTimeMs === null ? null : toInstant(halfTimeMs);
  const trend = evenMoments(startMs, endMs, trendParts);
  const standing = await readPeriodEnd(trx, { current, period, state, at: new Date(endMs), closing, planOf });
  const objectives = standing.objectives.filter((objective) => objective.period === period.id);
  const ids = objectives.flatMap(({ keyResults }) => keyResults.map(({ id }) => id));
  const subjects: Subject[] = [
    ...objectives.map(({ id }) => ({ subject: "objective" as const, id })),
    ...ids.map((id) => ({ subject: "key_result" as const, id })),
  ];
  const firstAcceptedAt = await findFirstAcceptedAt(trx);
  const isWatched = halfTimeMs !== null && firstAcceptedAt !== null && firstAcceptedAt.getTime() <= halfTimeMs;
  const half = isWatched ? await readStandingAsOf(trx, new Date(halfTimeMs), planOf) : null;
  const newRows = halfTime === null ? new Map<string, Contribution[]>() : newRowsOf(ids, half, standing);
  const steps = await listLargestSteps(trx, ids, { from: start, to: end }, greatestSteps);
  const checkIns = await listCheckInsBetween(trx, ids, { from: start, to: end }, greatestCheckIns);
  const late = [...newRows.values()].flat().map(({ issueRef }) => issueRef);
  const causes = steps.map(({ cause }) => cause.issue).filter((ref) => typeof ref === "string");
  return {
    period,
    state,
    closedAt: closing?.closedAt ?? null,
    start,
    halfTime,
    end,
    objectives,
    standing,
    half,
    points: await listPointsAt(trx, subjects, [start, halfTime ?? start, ...trend.map(toInstant)]),
    firstPoints: await listFirstPoints(trx, subjects, { after: start, to: end }),
    finishedAt: await listFinishedAt(trx, ids, end),
    steps,
    checkIns: Map.groupBy(checkIns, ({ keyResultId }) => keyResultId),
    newRows,
    origins: halfTime === null ? new Map() : await originsOf(trx, late, halfTime, half !== null),
    issues: await findIssueBriefs(trx, [...new Set([...late, ...causes])]),
  };
}

/** A key result that half-time did not know has no scope that came late. */
function newRowsOf(
  ids: readonly string[],
  half: PastStanding | null,
  { ledger }: PeriodEnd,
): ReadonlyMap<string, readonly Contribution[]> {
  const known = ids.filter((id) => half === null || half.keyResults.has(id));
  return new Map(known.map((id) => [id, newlyCounted(half?.ledger.get(id) ?? [], ledger.get(id) ?? [])]));
}

/** Where nobody watched at half-time, what was known of issues does not tell whether they counted. */
async function originsOf(
  trx: Transaction<Schema>,
  refs: readonly IssueRef[],
  halfTime: Instant,
  isWatched: boolean,
): Promise<ReadonlyMap<IssueRef, OriginView>> {
  const origins = await listOrigins(trx, [...new Set(refs)], halfTime);
  return new Map(origins.map((each) => [each.ref, { ...each, knownThen: isWatched && each.knownThen }]));
}
