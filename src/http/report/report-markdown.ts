/** The review of a period as Markdown. */
import { hasScope } from "../../domain/report-scope.ts";
import { markdownLink, markdownTable, markdownText as text } from "../markdown.ts";
import type { ReportAnswer, ReportKeyResult, ReportObjective } from "../schemas/report.ts";
import {
  amountText,
  causeText,
  checkInText,
  dayText,
  forecastText,
  gradeText,
  historyText,
  lateScopeText,
  percentText,
  stateText,
  stepText,
  summaryText,
  valueText,
} from "./report-words.ts";

type State = ReportAnswer["state"];

export function reportMarkdown(report: ReportAnswer): string {
  const { period, objectives } = report;
  const parts = [
    `# Review of ${text(period.id)}\n`,
    `${period.start} to ${period.due}. ${stateText(report)}\n`,
    `${summaryText(report)}\n`,
    gradesPart(objectives),
    stepsPart(report),
    ...objectives.map((each) => objectivePart(each, report.state)),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function gradesPart(objectives: readonly ReportObjective[]): string {
  if (objectives.length === 0) return "";
  const rows = objectives.map(({ title, team, kind, progress, grade }) => [
    text(title),
    team === null ? "–" : text(team),
    kind,
    percentText(progress),
    gradeText(grade),
  ]);
  return `## Grades\n\n${markdownTable(["Objective", "Team", "Kind", "Progress", "Grade"], rows)}`;
}

function stepsPart({ steps }: ReportAnswer): string {
  if (steps.length === 0) return "";
  const rows = steps.map(({ title, at, delta, cause }) => [
    dayText(at),
    text(title),
    stepText(delta),
    cause.issue === null ? causeText(cause) : issueText(cause.issue),
  ]);
  return `## What moved\n\n${markdownTable(["Day", "Key result", "By", "Because of"], rows)}`;
}

function objectivePart({ title, owner, team, history, keyResults }: ReportObjective, state: State): string {
  const of = [team, owner].filter((each) => each !== null).map(text);
  const lines = [`## ${text(title)}\n`];
  if (of.length > 0) lines.push(`${of.join(", ")}\n`);
  lines.push(`${historyText(history, state)}\n`);
  return [...lines, ...keyResults.map((each) => keyResultPart(each, state))].join("\n");
}

function keyResultPart(keyResult: ReportKeyResult, state: State): string {
  const { title, owner, unit, progress, grade, history, checkIns } = keyResult;
  const value = valueText(keyResult, text);
  const lines = [
    `### ${text(title)}\n`,
    `- Progress: ${percentText(progress)}${value === null ? "" : ` (${value})`}`,
    ...(owner === null ? [] : [`- Owner: ${text(owner)}`]),
    `- Grade: ${gradeText(grade)}`,
    `- History: ${historyText(history, state)}`,
    ...(hasScope([history.halfTime, history.end]) ? workLines(keyResult) : []),
    ...(checkIns.length > 0 ? ["- Check-ins:"] : []),
    ...checkIns.map((checkIn) => `  - ${checkInText(checkIn, unit, text)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function workLines(keyResult: ReportKeyResult): string[] {
  const { issues, more } = keyResult.lateScope ?? { issues: [], more: 0 };
  return [
    `- Scope added late: ${lateScopeText(keyResult)}`,
    ...issues.map((issue) => `  - ${issueText(issue)} (${amountText(issue.size)})`),
    ...(more > 0 ? [`  - and ${more} more`] : []),
    `- Forecast at half-time: ${forecastText(keyResult)}`,
  ];
}

function issueText({ key, title, url }: { key: string; title: string; url: string | null }): string {
  return `${markdownLink(key, url)} ${text(title)}`;
}
