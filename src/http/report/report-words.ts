/** The numbers and states of a review in words, the same in each of its forms. Units are texts of outsiders: each form says how it writes those. */
import { displayPercent, displayScore } from "../../domain/health.ts";
import type { ReportAnswer, ReportKeyResult, ReportObjective } from "../schemas/report.ts";

const none = "–";

export function percentText(share: number | null): string {
  return share === null ? none : `${displayPercent(share)} %`;
}

/** To two decimals, without an exponent's length. */
export function amountText(amount: number | null): string {
  return amount === null ? none : String(Math.round(amount * 100) / 100);
}

/** Percentage points, with a sign. */
export function stepText(delta: number): string {
  const points = Math.round(delta * 1_000) / 10;
  return `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(points)} points`;
}

export function dayText(at: string | null): string {
  return at === null ? none : at.slice(0, 10);
}

/** What the numbers are, for beneath the title. */
export function stateText({ state, at, closedAt }: ReportAnswer): string {
  switch (state) {
    case "closed":
      return `Closed on ${dayText(closedAt)}: the numbers are those of its end, and stay.`;
    case "ended":
      return "Over, and not closed yet: deliveries that are still on their way may change the numbers.";
    case "running":
      return `So far: the numbers of ${dayText(at)}, in a period that goes on.`;
    case "ahead":
      return "This period has not begun.";
  }
}

/** Shares at the start or first of all, at half-time, and at the end or now. */
export function historyText(
  { start, halfTime, end }: ReportObjective["history"],
  state: ReportAnswer["state"],
): string {
  const points = [
    [`on ${dayText(start?.at ?? null)}`, start],
    ["at half-time", halfTime],
    [state === "running" ? "now" : "at the end", end],
  ] as const;
  const known = points.flatMap(([when, point]) =>
    point === null || point.progress === null ? [] : [`${percentText(point.progress)} ${when}`],
  );
  return known.length === 0 ? "no data" : known.join(", ");
}

export function gradeText(grade: ReportObjective["grade"]): string {
  return grade === null ? none : `${grade.met ? "met" : "missed"}, ${displayScore(grade.score)}`;
}

/** How a form writes a text of outsiders. */
type Write = (text: string) => string;

/** What is behind the share: work that is completed, or a value and where it was to go; null where there is neither. */
export function valueText(
  { measure, value, target, unit, history: { end } }: ReportKeyResult,
  write: Write,
): string | null {
  if (measure.kind === "completion" || measure.kind === "milestone") {
    const { inScope = null, completed = null } = end ?? {};
    return inScope === null || inScope === 0 ? null : `${amountText(completed)} of ${amountText(inScope)} completed`;
  }
  if (value === null || measure.kind === "objective") return null;
  const inUnit = withUnit(unit, write);
  return target === null ? inUnit(value) : `${inUnit(value)}, target ${inUnit(target)}`;
}

/** `2026-08-16, ann: 66 %, 70 % confident, at risk; what she noted`. */
export function checkInText(
  { at, author, value, confidence, health, note }: ReportKeyResult["checkIns"][number],
  unit: string | null,
  write: Write,
): string {
  const stated = [
    ...(value === null ? [] : [withUnit(unit, write)(value)]),
    ...(confidence === null ? [] : [`${percentText(confidence)} confident`]),
    ...(health === null ? [] : [health.replace("_", " ")]),
  ].join(", ");
  const said = [stated, note === null ? "" : write(note)].filter((each) => each !== "").join("; ");
  return `${dayText(at)}${author === null ? "" : `, ${write(author)}`}: ${said}`;
}

function withUnit(unit: string | null, write: Write): (amount: number) => string {
  return (amount) => (unit === null ? amountText(amount) : `${amountText(amount)} ${write(unit)}`);
}

const outcomes = {
  sooner: "finished in the better half of the forecast",
  within: "finished within the forecast",
  later: "later than the forecast",
  open: "not finished, and not late by the forecast",
} as const satisfies Record<NonNullable<ReportKeyResult["forecast"]>["outcome"], string>;

export function forecastText({ forecast, finishedOn }: ReportKeyResult): string {
  if (forecast === null) return none;
  const by = (day: string | null) => (day === null ? "not within a year" : `by ${day}`);
  const came = finishedOn === null ? "" : `, finished on ${finishedOn}`;
  return `half of the runs ${by(forecast.p50)}, 85 % ${by(forecast.p85)}${came}: ${outcomes[forecast.outcome]}`;
}

export function lateScopeText({ lateScope }: ReportKeyResult): string {
  if (lateScope === null) return none;
  const count = lateScope.issues.length + lateScope.more;
  if (count === 0) return "none";
  return `${amountText(lateScope.size)} in ${count} ${count === 1 ? "issue" : "issues"}`;
}

const causes = {
  delivery: "an issue",
  reconcile: "an issue, found by a reconcile",
  check_in: "a check-in",
  link: "a link",
  config: "a change of the configuration",
  date: "a new day",
  history: "before it was watched",
} as const satisfies Record<ReportAnswer["steps"][number]["cause"]["kind"], string>;

/** Of a cause that names no issue. */
export function causeText({ kind }: ReportAnswer["steps"][number]["cause"]): string {
  return causes[kind];
}

export function summaryText({ summary }: ReportAnswer): string {
  const { objectives, met, missed, ungraded, meanProgress } = summary;
  const parts = [`${objectives} ${objectives === 1 ? "objective" : "objectives"}`];
  if (met > 0) parts.push(`${met} met`);
  if (missed > 0) parts.push(`${missed} missed`);
  if (ungraded > 0) parts.push(`${ungraded} without a grade`);
  return `${parts.join(", ")}; ${percentText(meanProgress)} on average.`;
}
