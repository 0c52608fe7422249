import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cyclesOf, type Edge } from "../../src/config/alignment.ts";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "an unknown period",
    file: "okrs.yaml",
    edits: [["period: 2026-Q4", "period: 2026-Q3"]],
    says: ['okrs.yaml:6:13: period: no period is called "2026-Q3" (did you mean "2026-Q4"?)'],
  },
  {
    what: "an unknown parent",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    parent: lanch"]],
    says: ['okrs.yaml:7:13: parent: no objective is called "lanch" (did you mean "launch"?)'],
  },
  {
    what: "a key result with the id of its objective",
    file: "okrs.yaml",
    edits: [["id: satisfaction", "id: launch"]],
    says: ['okrs.yaml:12:13: id: "launch" is already used in line 4'],
  },
  {
    what: "a period twice",
    file: "okrs.yaml",
    edits: [["objectives:", "  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }\nobjectives:"]],
    says: ['okrs.yaml:3:11: id: "2026-Q4" is already used in line 2'],
  },
  {
    what: "an objective that is its own parent",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    parent: launch"]],
    says: ["okrs.yaml:7:13: parent: objectives are parents of one another: launch → launch"],
  },
  {
    what: "an objective that measures itself",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: objective, objective: launch }"]],
    says: ["okrs.yaml:14:48: the progress of an objective would need itself: launch → launch"],
  },
  {
    what: "parents in a circle",
    file: "okrs.yaml",
    edits: [
      ["    owner: maria@example.com", "    parent: top"],
      [
        "        measure: { kind: metric, start: 60, target: 85 }\n",
        "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: top, title: Top, period: 2026-Q4, parent: middle }\n  - { id: middle, title: Middle, period: 2026-Q4, parent: launch }\n",
      ],
    ],
    says: ["okrs.yaml:7:13: parent: objectives are parents of one another: launch → top → middle → launch"],
  },
  {
    what: "a child that measures the objective it counts in",
    file: "okrs.yaml",
    edits: [
      ["{ kind: metric, start: 60, target: 85 }", "{ kind: objective, objective: top }"],
      ["    owner:", "    parent: top\n    owner:"],
      [
        "        measure: { kind: objective, objective: top }\n",
        "        measure: { kind: objective, objective: top }\n  - { id: top, title: Top, period: 2026-Q4, rollup: withChildren }\n",
      ],
    ],
    says: ["okrs.yaml:7:13: the progress of an objective would need itself: top → launch → top"],
  },
  {
    what: "several faults at once",
    file: "okrs.yaml",
    edits: [
      [
        "  - id: launch\n    title: Launch the shop\n    period: 2026-Q4",
        "  - id: launch\n    title: 5\n    wieght: 2\n    period: 2026-Q3\n    parent: lunch",
      ],
    ],
    says: [
      'okrs.yaml:5:12: title: expected text, found the number 5 (quote it: "5")',
      'okrs.yaml:6:5: unknown key "wieght" (did you mean "weight"?)',
      'okrs.yaml:7:13: period: no period is called "2026-Q3" (did you mean "2026-Q4"?)',
      'okrs.yaml:8:13: parent: no objective is called "lunch" (did you mean "launch"?)',
    ],
  },
];

describe("checkAlignment", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});

const at = { line: 1, column: 1 };

/** By taking away, again and again, what nothing leads out of. */
function hasCycle(edges: readonly Edge[]): boolean {
  const live = edges.filter(({ to }) => edges.some(({ from }) => from === to));
  return live.length === edges.length ? edges.length > 0 : hasCycle(live);
}

describe("cyclesOf", () => {
  it("finds a cycle exactly where there is one, and each one closes", () => {
    const node = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const graph = fc.array(fc.record({ from: node, to: node, at: fc.constant(at) }), { maxLength: 12 });
    fc.assert(
      fc.property(graph, (edges) => {
        const cycles = cyclesOf(edges);
        expect(cycles.length > 0).toBe(hasCycle(edges));
        for (const cycle of cycles) {
          for (const [index, edge] of cycle.entries()) expect(edge.to).toBe(cycle[(index + 1) % cycle.length]!.from);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("walks a chain of 20,000", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({ from: `o${i}`, to: `o${i + 1}`, at }));
    expect(cyclesOf(chain)).toEqual([]);
    expect(cyclesOf([...chain, { from: "o20000", to: "o0", at }])).toHaveLength(1);
  });
});
