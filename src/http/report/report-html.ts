/** The review of a period as one page that needs nothing else: no script, no picture, its style within it. */
import { createHash } from "node:crypto";
import { type Html, html, type HtmlPart, webAddress } from "../html.ts";
import { hasScope } from "../../domain/report-scope.ts";
import { steppedPath } from "../../domain/stepped-path.ts";
import { oneLine } from "../one-line.ts";
import type { ReportAnswer, ReportKeyResult, ReportObjective } from "../schemas/report.ts";
import { reportStyle } from "./report-style.ts";
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

const styleDigest = createHash("sha256").update(reportStyle).digest("base64");

/** Nothing is loaded, nothing runs, nothing is sent, and no style but this page's own applies. In the page, too, for when it was saved. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

export function reportHtml(report: ReportAnswer): string {
  const { period, objectives } = report;
  const title = `Review of ${period.id}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: reportStyle }}</style>
</head>
<body>
<h1>${title}</h1>
<p>${period.start} to ${period.due}. ${stateText(report)}</p>
<p>${summaryText(report)}</p>
${objectives.length === 0 ? null : gradesPart(objectives)}
${report.steps.length === 0 ? null : stepsPart(report)}
${objectives.map((each) => objectivePart(each, report.state))}
</body>
</html>
`.html;
}

function gradesPart(objectives: readonly ReportObjective[]): Html {
  const rows = objectives.map(
    ({
      title,
      team,
      kind,
      progress,
      grade,
    }) => html`<tr><td>${oneLine(title)}</td><td>${said(team)}</td><td>${kind}</td><td>${percentText(progress)}${bar(progress)}</td><td>${gradeText(grade)}</td></tr>
`,
  );
  return table("Grades", ["Objective", "Team", "Kind", "Progress", "Grade"], rows);
}

function stepsPart({ steps }: ReportAnswer): Html {
  const rows = steps.map(
    ({
      title,
      at,
      delta,
      cause,
    }) => html`<tr><td>${dayText(at)}</td><td>${oneLine(title)}</td><td>${stepText(delta)}</td><td>${cause.issue === null ? causeText(cause) : issueLink(cause.issue)}</td></tr>
`,
  );
  return table("What moved", ["Day", "Key result", "By", "Because of"], rows);
}

function table(title: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<h2>${title}</h2>
<div class="table" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

function objectivePart({ title, team, owner, history, keyResults }: ReportObjective, state: State): Html {
  const of = [team, owner].filter((each) => each !== null).map(oneLine);
  return html`<section>
<h2>${oneLine(title)}</h2>
${of.length === 0 ? null : html`<p class="faint">${of.join(", ")}</p>`}
<p>${historyText(history, state)}${trendPicture(history.trend)}</p>
${keyResults.map((each) => keyResultPart(each, state))}</section>
`;
}

function keyResultPart(keyResult: ReportKeyResult, state: State): Html {
  const { title, owner, unit, progress, grade, history, checkIns } = keyResult;
  const value = valueText(keyResult, oneLine);
  return html`<h3>${oneLine(title)}</h3>
<dl>
<dt>Progress</dt><dd>${percentText(progress)}${value === null ? null : ` (${value})`}${bar(progress)}</dd>
${
  owner === null
    ? null
    : html`<dt>Owner</dt><dd>${oneLine(owner)}</dd>
`
}<dt>Grade</dt><dd>${gradeText(grade)}</dd>
<dt>History</dt><dd>${historyText(history, state)}${trendPicture(history.trend)}</dd>
${hasScope([history.halfTime, history.end]) ? workPart(keyResult) : null}${
  checkIns.length === 0
    ? null
    : html`<dt>Check-ins</dt><dd><ul>${checkIns.map((each) => html`<li>${checkInText(each, unit, oneLine)}</li>`)}</ul></dd>
`
}</dl>
`;
}

function workPart(keyResult: ReportKeyResult): Html {
  const { lateScope } = keyResult;
  return html`<dt>Scope added late</dt><dd>${lateScopeText(keyResult)}${lateScope === null ? null : lateList(lateScope)}</dd>
<dt>Forecast at half-time</dt><dd>${forecastText(keyResult)}</dd>
`;
}

function lateList({ issues, more }: NonNullable<ReportKeyResult["lateScope"]>): HtmlPart {
  if (issues.length === 0) return null;
  const items = issues.map((issue) => html`<li>${issueLink(issue)} (${amountText(issue.size)})</li>`);
  return html`<ul>${items}${more > 0 ? html`<li>and ${more} more</li>` : null}</ul>`;
}

function issueLink({ key, title, url }: { key: string; title: string; url: string | null }): Html {
  const address = webAddress(url);
  const name =
    address === null ? html`${oneLine(key)}` : html`<a href="${address}" rel="noopener noreferrer">${oneLine(key)}</a>`;
  return html`${name} ${oneLine(title)}`;
}

/** For eyes only: the share stands beside it in words. */
function bar(share: number | null): Html {
  const width = Math.round(Math.min(Math.max(share ?? 0, 0), 1) * 100);
  return html`<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="4"/><rect class="fill" width="${width}" height="4"/></svg>`;
}

/** How progress went, from the start to the end; the shares at both and at half-time stand beside it. */
function trendPicture(trend: readonly (number | null)[]): HtmlPart {
  const path = steppedPath(trend, { width: 100, height: 20 });
  if (path === null) return null;
  return html`<svg class="trend" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"><path d="${path}"/></svg>`;
}

function said(text: string | null): string {
  return text === null ? "–" : oneLine(text);
}
