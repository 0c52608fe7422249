import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cyclesOf, type Edge } from "../../src/config/alignment.ts";

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
