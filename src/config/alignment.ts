/** What objectives say of one another, as written: parents, children that roll up, and measured objectives. No cycle is accepted. */
import { unknownName } from "./id.ts";
import type { Position, Report } from "./problem.ts";
import { textAt } from "./shape.ts";
import { nodeAt, positionAt, type Tree } from "./yaml/tree.ts";

/** `from` needs `to`; `at` is where that is written. */
export interface Edge {
  from: string;
  to: string;
  at: Position;
}

/** Reports unknown parents and measured objectives (none where not all objectives could be read), then cycles: of parents, and of progress that would need itself. */
export function checkAlignment(objectives: readonly Tree[], known: readonly string[] | null, report: Report): void {
  const parents = objectives.flatMap((tree) => edge(tree, tree, ["parent"]));
  const measured = objectives.flatMap((tree) =>
    keyResultTreesOf(tree).flatMap((keyResult) => edge(tree, keyResult, ["measure", "objective"])),
  );
  if (known !== null) {
    refuseUnknown(parents, "parent", known, report);
    refuseUnknown(measured, "objective", known, report);
  }
  const withChildren = new Set(
    objectives.filter((tree) => textAt(tree, ["rollup"]) === "withChildren").map((tree) => textAt(tree, ["id"])),
  );
  const children = parents
    .filter(({ to }) => withChildren.has(to))
    .map(({ from, to, at }): Edge => ({ from: to, to: from, at }));
  const parentCycles = cyclesOf(parents);
  for (const cycle of parentCycles) reportCycle(cycle, "parent: objectives are parents of one another", report);
  const inParentCycle = new Set(parentCycles.flat().map(({ from }) => from));
  for (const cycle of cyclesOf([...measured, ...children])) {
    if (cycle.every(({ from }) => inParentCycle.has(from))) continue;
    reportCycle(cycle, "the progress of an objective would need itself", report);
  }
}

export function keyResultTreesOf(objective: Tree): readonly Tree[] {
  const list = nodeAt(objective, ["keyResults"]);
  return list?.kind === "list" ? list.items : [];
}

function edge(objective: Tree, tree: Tree, path: readonly string[]): Edge[] {
  const from = textAt(objective, ["id"]);
  const to = textAt(tree, path);
  return from === null || to === null ? [] : [{ from, to, at: positionAt(tree, path) }];
}

function refuseUnknown(edges: readonly Edge[], label: string, known: readonly string[], report: Report): void {
  const names = new Set(known);
  for (const { to, at } of edges) {
    if (to !== "" && !names.has(to)) report.problem(at, unknownName(label, "objective", to, known));
  }
}

function reportCycle(cycle: readonly Edge[], message: string, report: Report): void {
  const first = cycle.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)[0]!;
  const start = cycle.indexOf(first);
  const names = [...cycle.slice(start), ...cycle.slice(0, start)].map(({ from }) => from);
  report.problem(first.at, `${message}: ${[...shortened(names), names[0]].join(" → ")}`);
}

/** A circle may be thousands long, and nobody reads that far. */
const maxNamesInCycle = 12;

function shortened(names: readonly string[]): readonly string[] {
  const surplus = names.length - maxNamesInCycle;
  return surplus <= 0 ? names : [...names.slice(0, maxNamesInCycle), `… ${surplus} more …`];
}

/** One cycle for each edge that closes one, in a depth-first walk without recursion (chains may be thousands long). */
export function cyclesOf(edges: readonly Edge[]): Edge[][] {
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const cycles: Edge[][] = [];
  for (const root of outgoing.keys()) {
    const path: Edge[] = [];
    const onPath = new Set([root]);
    const pending: { node: string; next: number }[] = [{ node: root, next: 0 }];
    while (pending.length > 0) {
      const top = pending.at(-1)!;
      const edge = done.has(top.node) ? undefined : outgoing.get(top.node)?.[top.next++];
      if (edge === undefined) {
        done.add(top.node);
        onPath.delete(top.node);
        pending.pop();
        path.pop();
      } else if (onPath.has(edge.to)) {
        cycles.push([...path.slice(edge.to === root ? 0 : path.findIndex(({ to }) => to === edge.to) + 1), edge]);
      } else if (!done.has(edge.to)) {
        path.push(edge);
        onPath.add(edge.to);
        pending.push({ node: edge.to, next: 0 });
      }
    }
  }
  return cycles;
}
