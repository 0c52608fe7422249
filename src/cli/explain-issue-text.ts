/** What an issue counts toward, and why each rule applies to it or not, for people at a terminal. */
import type { ExplainedIssue } from "../http/schemas/explain.ts";
import { type Cli, paint } from "./cli.ts";
import { describeFailure } from "./explain-failure.ts";
import { counted } from "../domain/plan-figures.ts";
import { plainText } from "../domain/plain-text.ts";
import { formatTable } from "./table.ts";

type Row = ExplainedIssue["keyResults"][number];
type RuleLine = ExplainedIssue["rules"][number];

/** Rules that apply, then `limit` of the others; `all`: every one. */
export function explainedIssueText(cli: Cli, explained: ExplainedIssue, flags: { limit: number; all?: true }): string {
  return [issueText(cli, explained), keyResultsText(cli, explained), rulesText(cli, explained, flags)].join("\n");
}

function issueText(cli: Cli, { issue, pending }: ExplainedIssue): string {
  const { key, title, ref, url, type, status, statusCategory, labels, estimate, previousKeys, others } = issue;
  const facts = [
    `${plainText(type)}, ${plainText(status)} (${statusCategory})`,
    ...(estimate === null ? [] : [`estimate ${estimate}`]),
    ...(labels.length === 0 ? [] : [`labels ${labels.map(plainText).join(", ")}`]),
    ...(issue.archived ? ["archived"] : []),
  ];
  const lines = [
    `${paint(cli, "bold", plainText(key))}  ${plainText(title)}`,
    facts.join("; "),
    `${plainText(ref)}${url === null ? "" : `  ${plainText(url)}`}`,
    ...(issue.removed ? [paint(cli, "red", "Removed from its tracker: it counts nowhere.")] : []),
    ...(issue.ancestors.length === 0 ? [] : [`beneath ${issue.ancestors.map(ancestorText).join(" › ")}`]),
    ...(previousKeys.length === 0 ? [] : [`formerly ${previousKeys.map(plainText).join(", ")}`]),
    ...(others.length === 0 ? [] : [`others go by this name too: ${others.map(plainText).join(", ")}`]),
    ...(pending ? [paint(cli, "yellow", "It is still to be matched: what follows is about to change.")] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function ancestorText({ key, ref, title }: ExplainedIssue["issue"]["ancestors"][number]): string {
  return [key ?? ref ?? "", title ?? ""]
    .map(plainText)
    .filter((part) => part !== "")
    .join(" ");
}

function keyResultsText(cli: Cli, explained: ExplainedIssue): string {
  const { keyResults } = explained;
  if (keyResults.length === 0) return "Counts toward no key result.\n";
  const table = formatTable<Row>(
    [
      { title: "KEY RESULT", cell: ({ keyResultId }) => keyResultId },
      { title: "COUNTED", cell: (row) => countedText(cli, row) },
      { title: "BY", cell: (row) => matchText(row, explained) },
      { title: "WEIGHT", cell: ({ weight }) => String(weight), align: "right" },
      { title: "SIZE", cell: ({ size }) => String(size), align: "right" },
      { title: "CREDIT", cell: ({ credit }) => String(credit), align: "right" },
    ],
    keyResults,
  );
  return table;
}

function countedText(cli: Cli, { counted: counts, reason }: Row): string {
  if (counts) return paint(cli, "green", "yes");
  return paint(cli, "yellow", reason === "canceled" ? "no: canceled" : "no: its relatives count (grain)");
}

function matchText({ match: { kind, id, via } }: Row, { issue }: ExplainedIssue): string {
  const bearer = via === null ? undefined : issue.ancestors.find(({ ref }) => ref === via);
  const where = via === null ? "" : ` on ${plainText(bearer?.key ?? via.replace(/^name:/, ""))}`;
  return `${kind} ${plainText(id)}${where}`;
}

function rulesText(cli: Cli, { rules, rulesLeftOut }: ExplainedIssue, { limit, all }: { limit: number; all?: true }) {
  if (rules.length + rulesLeftOut === 0) return "There are no rules.\n";
  const applied = rules.filter((rule) => rule.applied);
  const others = rules.filter((rule) => !rule.applied);
  const shown = all ? others : others.slice(0, limit);
  const table = formatTable<RuleLine>(
    [
      { title: "", cell: (rule) => (rule.applied ? paint(cli, "green", "✓") : paint(cli, "red", "✗")) },
      { title: "RULE", cell: ({ id }) => id },
      { title: "KEY RESULT", cell: ({ keyResultId }) => keyResultId },
      { title: "", cell: verdictText },
    ],
    [...applied, ...shown],
  );
  const rest = others.length - shown.length + rulesLeftOut;
  const more = rest === 0 ? "" : `and ${counted(rest, "rule")} that ${rest === 1 ? "does" : "do"} not apply (--all)\n`;
  return table + more;
}

function verdictText({ failed, takenBy }: RuleLine): string {
  if (failed !== null) return describeFailure(failed);
  return takenBy === null ? "counts it" : `applies; ${takenBy.kind} ${plainText(takenBy.id)} comes before it`;
}
