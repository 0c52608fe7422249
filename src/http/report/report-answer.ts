/** The review of a period out of what was read for it. */
import type { CheckIn } from "../../domain/check-in.ts";
import { grade, expectedAt, type Grade } from "../../domain/health.ts";
import type { Instant } from "../../domain/issue.ts";
import type { KeyResult, Objective } from "../../domain/okr.ts";
import { forecastOutcome } from "../../domain/report-forecast.ts";
import { lateScope } from "../../domain/report-scope.ts";
import { summarise } from "../../domain/report-summary.ts";
import { subjectKey } from "../../store/progress.ts";
import type { PointView } from "../../store/views/report.ts";
import { measureAnswer, scaleOf } from "../answers/measure-answer.ts";
import type { ReportAnswer, ReportKeyResult, ReportObjective } from "../schemas/report.ts";
import type { HalfTimeForecasts } from "./half-time-forecasts.ts";
import type { ReportInputs } from "./report-inputs.ts";

/** Late issues that are named of each key result. */
const namedLate = 50;

export function reportAnswer(inputs: ReportInputs, forecasts: HalfTimeForecasts): ReportAnswer {
  const { period, state, closedAt, halfTime, end, standing } = inputs;
  const objectives = inputs.objectives.map((objective) => objectiveReport(inputs, forecasts, objective));
  const graded = inputs.objectives.map(({ id, kind }) => ({
    progress: progressOf(inputs, id),
    grade: gradeOf(inputs, id, kind),
  }));
  return {
    period: { id: period.id, start: period.start, due: period.due },
    state,
    at: end,
    halfTimeAt: halfTime,
    closedAt: closedAt?.toISOString() ?? null,
    revision: standing.revision,
    summary: summarise(graded),
    objectives,
    steps: stepsOf(inputs),
  };
}

function objectiveReport(inputs: ReportInputs, forecasts: HalfTimeForecasts, objective: Objective): ReportObjective {
  const { id, title, description, team, owner, kind } = objective;
  return {
    id,
    title,
    description,
    team,
    owner,
    kind,
    progress: progressOf(inputs, id),
    grade: gradeAnswer(inputs, id, kind),
    ...pacedAnswer(objective),
    history: historyOf(inputs, "objective", objective),
    keyResults: objective.keyResults.map((each) => keyResultReport(inputs, forecasts, each, kind)),
  };
}

function keyResultReport(
  inputs: ReportInputs,
  forecasts: HalfTimeForecasts,
  keyResult: KeyResult,
  kind: Objective["kind"],
): ReportKeyResult {
  const { id, title, description, owner, weight, guardrail, measure } = keyResult;
  const progress = progressOf(inputs, id);
  const finishedAt = (progress ?? 0) >= 1 ? inputs.finishedAt.get(id) : undefined;
  const finishedOn = finishedAt?.toISOString().slice(0, 10) ?? null;
  const forecast = forecasts.get(id) ?? null;
  const outcome = forecast === null ? null : forecastOutcome(forecast, finishedOn, inputs.end.slice(0, 10));
  return {
    id,
    title,
    description,
    owner,
    weight,
    guardrail,
    measure: measureAnswer(measure),
    ...scaleOf(keyResult),
    value: inputs.standing.figures.get(id)?.value ?? null,
    progress,
    grade: gradeAnswer(inputs, id, kind),
    ...pacedAnswer(keyResult),
    history: historyOf(inputs, "key_result", keyResult),
    lateScope: lateScopeOf(inputs, id),
    forecast: forecast === null || outcome === null ? null : { ...forecast, outcome },
    finishedOn,
    checkIns: (inputs.checkIns.get(id) ?? []).map(checkInAnswer),
  };
}

function progressOf({ standing }: ReportInputs, id: string): number | null {
  return standing.figures.get(id)?.progress ?? null;
}

/** As it was frozen; by today's numbers once the period is over. */
function gradeOf(inputs: ReportInputs, id: string, kind: Objective["kind"]): Grade | null {
  const { standing, state } = inputs;
  const frozen = standing.frozenGrades.get(id);
  if (frozen !== undefined) return frozen;
  return state === "ended" || state === "closed" ? grade(kind, progressOf(inputs, id)) : null;
}

function gradeAnswer(inputs: ReportInputs, id: string, kind: Objective["kind"]): ReportObjective["grade"] {
  const result = gradeOf(inputs, id, kind);
  const score = progressOf(inputs, id);
  return result === null || score === null ? null : { score, met: result === "met" };
}

function historyOf(
  { points, firstPoints, start, halfTime, end, standing }: ReportInputs,
  subject: "objective" | "key_result",
  of: Objective | KeyResult,
): ReportObjective["history"] {
  const key = subjectKey({ subject, id: of.id });
  const [atStart = null, half = null, ...trend] = points.get(key) ?? [];
  const last = standing.figures.get(of.id);
  return {
    start: pointAnswer(of, atStart === null ? (firstPoints.get(key) ?? null) : { ...atStart, at: new Date(start) }),
    halfTime: halfTime === null ? null : pointAnswer(of, half === null ? null : { ...half, at: new Date(halfTime) }),
    end: last === undefined ? null : pointAnswer(of, { ...last, at: new Date(end) }),
    // What was frozen, or rebuilt, is how it ended.
    trend: [...trend.slice(0, -1).map((point) => point?.progress ?? null), last?.progress ?? null],
  };
}

function pacedAnswer({ pace, start, due }: Objective | KeyResult): Pick<ReportObjective, "pace" | "startsOn" | "due"> {
  return {
    pace: typeof pace === "string" ? pace : pace.map(([elapsed, share]) => [elapsed, share]),
    startsOn: start,
    due,
  };
}

function pointAnswer(
  { pace, start, due }: Objective | KeyResult,
  point: PointView | null,
): ReportObjective["history"]["end"] {
  if (point === null) return null;
  const at: Instant = point.at.toISOString();
  const { value, progress, inScope, credited } = point;
  return { at, value, progress, expected: expectedAt(pace, start, due, at), inScope, completed: credited };
}

function lateScopeOf({ newRows, origins, issues, halfTime }: ReportInputs, id: string): ReportKeyResult["lateScope"] {
  const rows = newRows.get(id);
  if (rows === undefined || halfTime === null) return null;
  const late = lateScope(rows, (ref) => origins.get(ref), halfTime);
  const named = late.issues.slice(0, namedLate).flatMap(({ ref, size }) => {
    const brief = issues.get(ref);
    return brief === undefined ? [] : [{ ...brief, size }];
  });
  return { size: late.size, issues: named, more: late.issues.length - named.length };
}

function checkInAnswer({ at, author, value, confidence, health, note }: CheckIn): ReportKeyResult["checkIns"][number] {
  return { at, author, value, confidence, health, note };
}

function stepsOf({ steps, objectives, issues }: ReportInputs): ReportAnswer["steps"] {
  const keyResults = new Map(
    objectives.flatMap((objective) => objective.keyResults.map((each) => [each.id, each] as const)),
  );
  return steps.map(({ keyResultId, at, from, to, cause }) => {
    const { objectiveId, title } = keyResults.get(keyResultId)!;
    const issue = typeof cause.issue === "string" ? (issues.get(cause.issue) ?? null) : null;
    return {
      keyResultId,
      objectiveId,
      title,
      at: at.toISOString(),
      from,
      to,
      delta: (to ?? 0) - (from ?? 0),
      cause: { kind: cause.kind, id: cause.id, issue },
    };
  });
}
