/** The review of a period as a table, one row a key result. */
import { type CsvCell, csvText } from "../csv.ts";
import { checkInText } from "./report-words.ts";
import type { ReportAnswer, ReportKeyResult, ReportObjective } from "../schemas/report.ts";

interface Row {
  report: ReportAnswer;
  objective: ReportObjective;
  /** Null for an objective that has none. */
  keyResult: ReportKeyResult | null;
}

/** In the order in which they stand. */
const columns: readonly (readonly [string, (row: Row) => CsvCell | undefined])[] = [
  ["period", ({ report }) => report.period.id],
  ["state", ({ report }) => report.state],
  ["objective_id", ({ objective }) => objective.id],
  ["objective", ({ objective }) => objective.title],
  ["team", ({ objective }) => objective.team],
  ["objective_owner", ({ objective }) => objective.owner],
  ["kind", ({ objective }) => objective.kind],
  ["objective_progress", ({ objective }) => objective.progress],
  ["objective_grade", ({ objective }) => gradeCell(objective.grade)],
  ["key_result_id", ({ keyResult }) => keyResult?.id],
  ["key_result", ({ keyResult }) => keyResult?.title],
  ["owner", ({ keyResult }) => keyResult?.owner],
  ["weight", ({ keyResult }) => keyResult?.weight],
  ["guardrail", ({ keyResult }) => keyResult?.guardrail],
  ["measure", ({ keyResult }) => keyResult?.measure.kind],
  ["start", ({ keyResult }) => keyResult?.start],
  ["target", ({ keyResult }) => keyResult?.target],
  ["value", ({ keyResult }) => keyResult?.value],
  ["unit", ({ keyResult }) => keyResult?.unit],
  ["progress", ({ keyResult }) => keyResult?.progress],
  ["grade", ({ keyResult }) => gradeCell(keyResult?.grade)],
  ["progress_at_start", ({ keyResult }) => keyResult?.history.start?.progress],
  ["progress_at_half_time", ({ keyResult }) => keyResult?.history.halfTime?.progress],
  ["scope_at_half_time", ({ keyResult }) => keyResult?.history.halfTime?.inScope],
  ["scope_at_end", ({ keyResult }) => keyResult?.history.end?.inScope],
  ["scope_added_late", ({ keyResult }) => keyResult?.lateScope?.size],
  ["issues_added_late", ({ keyResult }) => keyResult?.lateScope?.issues.map(({ key }) => key).join(" ")],
  ["forecast_p50", ({ keyResult }) => keyResult?.forecast?.p50],
  ["forecast_p85", ({ keyResult }) => keyResult?.forecast?.p85],
  ["forecast_outcome", ({ keyResult }) => keyResult?.forecast?.outcome],
  ["finished_on", ({ keyResult }) => keyResult?.finishedOn],
  [
    "check_ins",
    ({ keyResult }) => keyResult?.checkIns.map((each) => checkInText(each, keyResult.unit, asIs)).join("\n"),
  ],
];

const asIs = (text: string) => text;

export function reportCsv(report: ReportAnswer, options: { bom: boolean }): string {
  const rows = report.objectives.flatMap((objective): Row[] => {
    if (objective.keyResults.length === 0) return [{ report, objective, keyResult: null }];
    return objective.keyResults.map((keyResult) => ({ report, objective, keyResult }));
  });
  const table = rows.map((row) => columns.map(([, cellOf]) => cellOf(row) ?? null));
  return csvText([columns.map(([title]) => title), ...table], options);
}

function gradeCell(grade: ReportObjective["grade"] | undefined): CsvCell {
  if (grade === null || grade === undefined) return null;
  return grade.met ? "met" : "missed";
}
