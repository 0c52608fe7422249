import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/issue.ts";
import { contributionsOf } from "../../src/domain/ledger.ts";
import { lineagesOf } from "../../src/domain/lineage.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { newestStates } from "../../src/domain/version.ts";
import { arbitraryMapping, arbitraryState, withVersion } from "../domain/arbitraries.ts";
import { today } from "../domain/samples.ts";

/** One state an issue, each with a key of its own, as trackers give them out. */
const states = fc
  .array(arbitraryState(), { minLength: 2, maxLength: 16 })
  .map((history) =>
    [...newestStates(history).values()].map(({ issue, version }, i) =>
      withVersion({ ...issue, key: `SHOP-${i + 1}`, previousKeys: [] }, version.eventAt),
    ),
  );

/** One issue of them changes in one respect, and stays where it was in the eyes of those that it lists. */
const change = states.chain((before) =>
  fc.nat(before.length - 1).chain((at) => {
    const { issue, version } = before[at]!;
    const one = fc.constantFrom(...(Object.keys(issue) as (keyof Issue)[]).filter((name) => name !== "contains"));
    return fc.tuple(arbitraryState([issue.ref]), one).map(([next, name]) => {
      const changed = withVersion({ ...issue, [name]: next.issue[name] }, version.eventAt);
      return { ref: issue.ref, before, after: before.with(at, changed) };
    });
  }),
);

describe("the lineage", () => {
  it("tells apart everything that the rows beneath an issue depend on", () => {
    fc.assert(
      fc.property(change, arbitraryMapping, ({ ref, before, after }, { compiled, links }) => {
        const [old, now] = [buildTree(before), buildTree(after)];
        const [lineage, next] = [old, now].map((tree) => lineagesOf(tree, [ref], compiled, links, today).get(ref));
        const [rows, others] = [old, now].map((tree) =>
          contributionsOf(tree, old.descendantsOf(ref), compiled, links, today),
        );
        if (lineage === next) expect(others).toEqual(rows);
      }),
      { numRuns: 1000 },
    );
  });
});
