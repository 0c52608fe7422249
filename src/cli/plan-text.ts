/** A plan for people at a terminal. */
import type { PlanAnswer } from "../http/schemas/plan.ts";
import { type Cli, paint, type Style } from "./cli.ts";
import { counted, headline, type Line, linesOf, lossReason } from "../domain/plan-figures.ts";
import { plainText } from "../domain/plain-text.ts";
import { formatTable } from "./table.ts";

const directionStyles: Readonly<Record<Line["direction"], Style | null>> = { up: "green", down: "red", level: null };

/** `limit` issues of each list. */
export function planText(cli: Cli, plan: PlanAnswer, limit: number): string {
  const warnings = plan.warnings.map((warning) => `${paint(cli, "yellow", "warning")}: ${plainText(warning)}\n`);
  const parts = [
    ...(plan.changed ? [numbers(cli, plan), ...issues(cli, plan, limit), links(plan)] : []),
    warnings.join(""),
    `${headline(plan)}\n`,
  ];
  return parts.filter((part) => part !== "").join(plan.changed ? "\n" : "");
}

/** Like `validate`'s. */
export function refusalText(cli: Cli, dir: string, problems: readonly string[]): string {
  const lines = problems.map((problem) => `${paint(cli, "red", "error")}: ${plainText(problem)}\n`);
  return `${lines.join("")}${dir}: refused, ${counted(problems.length, "error")}\n`;
}

function numbers(cli: Cli, plan: PlanAnswer): string {
  const lines = linesOf(plan);
  if (lines.length === 0) return "";
  return formatTable<Line>(
    [
      { title: "CHANGES", cell: ({ isObjective }) => paint(cli, "dim", isObjective ? "objective" : "key result") },
      { title: "", cell: ({ id, isObjective }) => (isObjective ? paint(cli, "bold", id) : id) },
      { title: "BEFORE", cell: ({ before }) => before, align: "right" },
      { title: "", cell: () => "→" },
      { title: "AFTER", cell: (line) => afterText(cli, line), align: "right" },
      { title: "", cell: ({ notes }) => notes.join(", ") },
    ],
    lines,
  );
}

function afterText(cli: Cli, { after, direction }: Line): string {
  const style = directionStyles[direction];
  return style === null ? after : paint(cli, style, after);
}

function issues(cli: Cli, { keyResults }: PlanAnswer, limit: number): string[] {
  return keyResults
    .filter(({ gainedCount, lostCount }) => limit > 0 && gainedCount + lostCount > 0)
    .map(({ id, gained, gainedCount, lost, lostCount }) => {
      const gains = gained.slice(0, limit).map(({ key, ref, rule }) => ({ sign: "+", key, ref, rule, why: "" }));
      const losses = lost
        .slice(0, limit)
        .map(({ key, ref, rule, reason }) => ({ sign: "−", key, ref, rule, why: lossReason(reason) }));
      return (
        `${paint(cli, "bold", id)}\n` + moves(cli, gains, "green", gainedCount) + moves(cli, losses, "red", lostCount)
      );
    });
}

interface MoveLine {
  sign: string;
  key: string;
  ref: string;
  rule: string;
  why: string;
}

function moves(cli: Cli, lines: readonly MoveLine[], style: Style, all: number): string {
  if (lines.length === 0) return "";
  const table = formatTable<MoveLine>(
    [
      { title: "", cell: ({ sign }) => `  ${paint(cli, style, sign)}` },
      { title: "", cell: ({ key }) => plainText(key) },
      { title: "", cell: ({ ref }) => paint(cli, "dim", plainText(ref)) },
      { title: "", cell: ({ rule }) => plainText(rule) },
      { title: "", cell: ({ why }) => why },
    ],
    lines,
  );
  const rest = all - lines.length;
  // The titles are empty, so is their line.
  return table.slice(table.indexOf("\n") + 1) + (rest > 0 ? `    and ${rest} more\n` : "");
}

function links({ orphanedLinks }: PlanAnswer): string {
  if (orphanedLinks.length === 0) return "";
  const lines = orphanedLinks.map(({ id, issue, keyResult }) => `  link ${id}: ${plainText(issue)} → ${keyResult}\n`);
  return `Links to key results that would be gone:\n${lines.join("")}`;
}
