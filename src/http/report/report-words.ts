/** The numbers and states of a review in words, the same in each of its forms. Texts of outsiders are not among them. */
import { displayPercent } from "../../domain/health.ts";
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

/** Shares at the start, at half-time, and at the end or now. */
export function historyText(
  { start, halfTime, end }: ReportObjective["history"],
  state: ReportAnswer["state"],
): string {
  const [first, middle, last] = [start, halfTime, end].map((point) => percentText(point?.progress ?? null));
  return `${first} at the start, ${middle} at half-time, ${last} ${state === "running" ? "now" : "at the end"}`;
}

export function gradeText(grade: ReportObjective["grade"]): string {
  return grade === null ? none : `${grade.met ? "met" : "missed"}, ${grade.score.toFixed(2)}`;
}

/** Value and target, without the unit, which is an outsider's text. */
export function valueText({ measure, value, target, progress }: ReportKeyResult): string {
  if (value === null) return none;
  if (measure.kind === "completion" || measure.kind === "milestone" || measure.kind === "objective") {
    return percentText(progress);
  }
  return target === null ? amountText(value) : `${amountText(value)} of ${amountText(target)}`;
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
