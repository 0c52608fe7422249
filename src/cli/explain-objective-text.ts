/** Where an objective's number comes from, as a tree for people at a terminal. */
import type { ExplainedObjective } from "../http/schemas/explain.ts";
import { type Cli, paint } from "./cli.ts";
import { round } from "./explain-formula.ts";
import { formatPercent } from "./percent.ts";
import { plainText } from "../domain/plain-text.ts";
import { formatHealth } from "./standing.ts";
import { formatTable } from "./table.ts";
import { shorten } from "./text-width.ts";

type Node = ExplainedObjective["objectives"][number];
type Part = Node["parts"][number];

/** Columns that the rest of a line takes. */
const besideTitle = 90;

interface Line {
  depth: number;
  name: string;
  progress: string;
  health: string;
  weight: string;
  note: string;
  title: string;
}

export function explainedObjectiveText(cli: Cli, { objectives }: ExplainedObjective): string {
  const nodes = new Map(objectives.map((node) => [node.id, node]));
  const root = objectives[0]!;
  const lines = objectiveLines(cli, root, nodes, { depth: 0, part: null });
  const table = formatTable<Line>(
    [
      { title: "OBJECTIVE / KEY RESULT", cell: ({ depth, name }) => `${"  ".repeat(depth)}${name}` },
      { title: "PROGRESS", cell: ({ progress }) => progress, align: "right" },
      { title: "WEIGHT", cell: ({ weight }) => weight },
      { title: "HEALTH", cell: ({ health }) => health },
      { title: "", cell: ({ note }) => note },
      { title: "TITLE", cell: ({ title }) => shorten(title, Math.max(16, cli.terminal.columns - besideTitle)) },
    ],
    lines,
  );
  return `${table}\n${meanText(cli, root)}`;
}

interface Place {
  depth: number;
  /** Its part in the mean above; null for the root, and for what is only aligned. */
  part: Part | null;
}

function objectiveLines(cli: Cli, node: Node, nodes: ReadonlyMap<string, Node>, place: Place): Line[] {
  const { depth, part } = place;
  const notes = [
    ...(depth > 0 && part === null ? ["aligned, not in the mean"] : []),
    ...(node.closed ? ["closed"] : []),
    ...(node.cappedBy === null ? [] : [`mean ${formatPercent(node.mean)}, capped by ${node.cappedBy}`]),
  ];
  const own: Line = {
    depth,
    name: paint(cli, "bold", node.id),
    progress: formatPercent(node.progress),
    health: formatHealth(cli, node.health),
    weight: part === null ? "" : weightText(part),
    note: notes.join(", "),
    title: plainText(node.title),
  };
  const keyResults = node.parts.filter(({ kind }) => kind === "key_result");
  const joined = new Map(node.parts.filter(({ kind }) => kind === "objective").map((each) => [each.id, each]));
  const children = node.children.flatMap((id) => {
    const child = nodes.get(id);
    const beneath = { depth: depth + 1, part: joined.get(id) ?? null };
    return child === undefined ? [] : objectiveLines(cli, child, nodes, beneath);
  });
  return [own, ...keyResults.map((each) => keyResultLine(cli, each, node, depth + 1)), ...children];
}

function keyResultLine(cli: Cli, part: Part, node: Node, depth: number): Line {
  const notes = [
    ...(part.measures === null ? [] : [`that of ${part.measures}`]),
    ...(part.progress === null ? ["no data counts as 0"] : []),
    ...(node.cappedBy === part.id ? ["caps the objective"] : []),
  ];
  return {
    depth,
    name: part.id,
    progress: formatPercent(part.progress),
    health: formatHealth(cli, part.health),
    weight: weightText(part),
    note: notes.join(", "),
    title: plainText(part.title),
  };
}

function weightText({ guardrail, weight, share }: Part): string {
  if (guardrail) return "guardrail";
  return share === null ? round(weight) : `${round(weight)} (${formatPercent(share)})`;
}

/** The root's mean with its numbers. */
function meanText(cli: Cli, { id, parts, mean, cappedBy, computed, closed, progress }: Node): string {
  const open = parts.filter(({ guardrail }) => !guardrail);
  const frozen = closed ? `Its period is closed with ${formatPercent(progress)}; by its parts it would be:\n` : "";
  if (computed === null) return `${frozen}${id} has no data.\n`;
  const terms = open.map((part) => `${round(part.weight)}·${round(part.progress ?? 0)}`).join(" + ");
  const weights = open.map(({ weight }) => round(weight)).join(" + ");
  const sum = `Σ weight·progress / Σ weight = (${terms}) / (${weights}) = ${round(mean ?? 0)}`;
  const cap = cappedBy === null ? "" : `, capped by ${cappedBy} at ${round(computed)}`;
  return `${frozen}${paint(cli, "bold", id)} = ${sum}${cap}\n`;
}
