/** Where a key result's number comes from, for people at a terminal. */
import type { ExplainedKeyResult } from "../http/schemas/explain.ts";
import { type Cli, paint } from "./cli.ts";
import { causeText } from "./explain-cause.ts";
import { formulaText, round } from "./explain-formula.ts";
import { formatPercent } from "./percent.ts";
import { plainText } from "../domain/plain-text.ts";
import { formatHealth, formatValue } from "./standing.ts";
import { formatTable } from "./table.ts";
import { shorten } from "./text-width.ts";

type Contribution = ExplainedKeyResult["contributions"][number];
type Change = ExplainedKeyResult["history"][number];

const titleWidth = 50;

export function explainedKeyResultText(cli: Cli, explained: ExplainedKeyResult): string {
  const { measure } = explained.keyResult;
  const drivenByIssues = ["completion", "total", "milestone"].includes(measure.kind);
  const hasRows = explained.rows.counted + explained.rows.canceled + explained.rows.grain > 0;
  const parts = [
    heading(cli, explained),
    ...(drivenByIssues ? [policyText(explained)] : []),
    ...(drivenByIssues || hasRows ? [matchesText(explained), ledgerText(cli, explained)] : []),
    historyText(explained),
  ];
  return parts.join("\n");
}

function heading(cli: Cli, explained: ExplainedKeyResult): string {
  const { keyResult, closed, policy } = explained;
  const { id, title, objectiveId, weight, owner, progress, health, expected, measure } = keyResult;
  const place = `of ${objectiveId}, weight ${weight}${policy.guardrail ? ", a guardrail" : ""}`;
  const by = measure.by === undefined ? "" : ` by ${plainText(measure.by)}`;
  const [share, value] = [formatPercent(progress), formatValue(keyResult)];
  const number = `${share}${share === value ? "" : ` (${value})`}, ${formatHealth(cli, health)}`;
  const lines = [
    `${paint(cli, "bold", id)}  ${plainText(title)}`,
    `${place}${owner === null ? "" : `, owned by ${plainText(owner)}`}`,
    `${number}, expected ${formatPercent(expected)}`,
    ...(closed ? [paint(cli, "yellow", "Its period is closed: this number is frozen, the ledger below goes on.")] : []),
    `${measure.kind}${by}: ${formulaText(explained)}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const grains: Readonly<Record<ExplainedKeyResult["policy"]["grain"], string>> = {
  issue: "matched issues that are no containers, without those beneath another one",
  leaf: "matched issues with no matched one beneath them",
  container: "the lowest matched containers (epics, projects, initiatives)",
  all: "every matched issue that is no container",
};

const canceledPolicies: Readonly<Record<ExplainedKeyResult["policy"]["canceled"], string>> = {
  exclude: "is out of the scope",
  keep: "stays in the scope without credit",
  credit: "counts as completed",
};

function policyText({ policy, keyResult, rows }: ExplainedKeyResult): string {
  const { grain, canceled, credit, unestimated } = policy;
  const credits = Object.entries(credit).filter(([, share]) => share > 0);
  const lines = [
    `counts ${grains[grain]} (grain ${grain}); canceled work ${canceledPolicies[canceled]}`,
    `credit ${credits.length === 0 ? "for nothing" : credits.map(([name, share]) => `${plainText(name)} ${share}`).join(", ")}`,
    ...(keyResult.measure.by === "estimate" ? [`an issue without an estimate has size ${unestimated}`] : []),
    `${rows.counted} counted, ${rows.completed} of them completed; not counted: ${rows.grain} by grain, ${rows.canceled} canceled`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function matchesText({ matches }: ExplainedKeyResult): string {
  if (matches.length === 0) return "Nothing matches: no rule, link, label or field leads any issue here.\n";
  return formatTable(
    [
      { title: "BY", cell: ({ kind, id }) => `${kind} ${plainText(id)}` },
      { title: "COUNTED", cell: (match) => String(match.counted), align: "right" },
      { title: "NOT COUNTED", cell: ({ notCounted }) => String(notCounted), align: "right" },
    ],
    matches,
  );
}

function ledgerText(cli: Cli, { contributions, contributionsLeftOut, sums }: ExplainedKeyResult): string {
  if (contributions.length === 0) return "The ledger is empty.\n";
  const table = formatTable<Contribution>(
    [
      { title: "ISSUE", cell: ({ issue }) => plainText(issue.key ?? issue.ref) },
      { title: "STATUS", cell: ({ issue }) => plainText(issue.status ?? issue.statusCategory) },
      { title: "BY", cell: ({ match }) => `${match.kind} ${plainText(match.id)}` },
      { title: "WEIGHT", cell: ({ weight }) => round(weight), align: "right" },
      { title: "SIZE", cell: ({ size }) => round(size), align: "right" },
      { title: "CREDIT", cell: ({ credit }) => round(credit), align: "right" },
      { title: "ADDS", cell: addsText, align: "right" },
      { title: "TITLE", cell: ({ issue }) => shorten(plainText(issue.title ?? ""), titleWidth) },
    ],
    contributions,
  );
  const rest = contributionsLeftOut > 0 ? `and ${contributionsLeftOut} more rows (--limit)\n` : "";
  return `${table}${rest}${paint(cli, "bold", `Σ weight·size ${round(sums.size)}, credited ${round(sums.credited)}`)}\n`;
}

/** What the row adds to the credited sum and to the scope. */
function addsText({ counted, reason, weight, size, credit }: Contribution): string {
  if (!counted) return `not counted: ${reason ?? ""}`;
  return `${round(weight * size * credit)} of ${round(weight * size)}`;
}

function historyText({ history }: ExplainedKeyResult): string {
  if (history.length === 0) return "Nothing has moved it yet.\n";
  return formatTable<Change>(
    [
      { title: "MOVED AT", cell: ({ at }) => at },
      {
        title: "PROGRESS",
        cell: ({ previousProgress, progress }) => moveText(previousProgress, progress, formatPercent),
      },
      { title: "VALUE", cell: ({ previousValue, value }) => moveText(previousValue, value, valueText) },
      { title: "BY", cell: ({ cause }) => causeText(cause) },
    ],
    history,
  );
}

function moveText(before: number | null, after: number | null, format: (figure: number | null) => string): string {
  return before === after ? format(after) : `${format(before)} → ${format(after)}`;
}

function valueText(value: number | null): string {
  return value === null ? "–" : round(value);
}
