/** How objectives and key results stand, in lines for the terminal: bars, shares, values, health. */
import type { KeyResultAnswer } from "../http/schemas/key-result.ts";
import type { ObjectiveAnswer } from "../http/schemas/objective.ts";
import { type Cli, type Style, paint } from "./cli.ts";
import { formatBar, formatPercent } from "./percent.ts";
import { plainText } from "../domain/plain-text.ts";
import { formatTable } from "./table.ts";
import { shorten } from "./text-width.ts";

const barWidth = 20;

const healthStyles: Readonly<Record<string, Style>> = {
  done: "green",
  on_track: "green",
  at_risk: "yellow",
  off_track: "red",
  stale: "dim",
  no_data: "dim",
};

export function formatHealth(cli: Cli, health: string): string {
  return paint(cli, healthStyles[health] ?? "dim", health.replace("_", " "));
}

/** `81.5 of 85 %`; a dash where there is no value. */
export function formatValue({ measure, value, target, unit, progress }: KeyResultAnswer): string {
  if (value === null) return "–";
  if (measure.kind === "completion" || measure.kind === "milestone" || measure.kind === "objective") {
    return formatPercent(progress);
  }
  const number = String(Math.round(value * 100) / 100);
  return `${number}${target === null ? "" : ` of ${target}`}${unit === null ? "" : ` ${plainText(unit)}`}`;
}

/** One key result on one line. */
export function formatKeyResult(cli: Cli, keyResult: KeyResultAnswer): string {
  const { id, progress, health } = keyResult;
  const title = plainText(keyResult.title);
  return `${id}: ${formatPercent(progress)} (${formatValue(keyResult)}), ${formatHealth(cli, health)} – ${title}`;
}

interface Line {
  name: string;
  title: string;
  progress: number | null;
  value: string;
  health: string;
  before: number | null | undefined;
}

/** Progress by id at an earlier time. */
export type Standing = ReadonlyMap<string, number | null>;

export function standingOf(objectives: readonly ObjectiveAnswer[]): Standing {
  return new Map(
    objectives.flatMap((objective) => [
      [objective.id, objective.progress] as const,
      ...objective.keyResults.map(({ id, progress }) => [id, progress] as const),
    ]),
  );
}

/** Objectives and key results in a table; with an earlier standing also how far each has come since. */
export function formatStanding(cli: Cli, objectives: readonly ObjectiveAnswer[], before?: Standing): string {
  const lines = objectives.flatMap((objective): Line[] => [
    lineOf(objective, paint(cli, "bold", objective.id), "", before),
    ...objective.keyResults.map((keyResult) => lineOf(keyResult, `  ${keyResult.id}`, formatValue(keyResult), before)),
  ]);
  const titleWidth = Math.max(16, cli.terminal.columns - 100);
  return formatTable<Line>(
    [
      { title: "OBJECTIVE / KEY RESULT", cell: ({ name }) => name },
      { title: "", cell: ({ progress }) => formatBar(progress, barWidth) },
      ...(before === undefined
        ? []
        : [{ title: "BEFORE", cell: (line: Line) => formatPercent(line.before ?? null), align: "right" as const }]),
      { title: "NOW", cell: ({ progress }) => formatPercent(progress), align: "right" },
      { title: "VALUE", cell: ({ value }) => value },
      { title: "HEALTH", cell: ({ health }) => formatHealth(cli, health) },
      { title: "TITLE", cell: ({ title }) => shorten(title, titleWidth) },
    ],
    lines,
  );
}

function lineOf(
  { id, title, progress, health }: Pick<KeyResultAnswer, "id" | "title" | "progress" | "health">,
  name: string,
  value: string,
  before: Standing | undefined,
): Line {
  return { name, title: plainText(title), progress, value, health, before: before?.get(id) };
}
