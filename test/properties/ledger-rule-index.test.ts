import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appliesTo } from "../../src/domain/mapping.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { arbitraryHistory, arbitraryMapping } from "../domain/arbitraries.ts";
import { today } from "../domain/samples.ts";

describe("the rule index", () => {
  it("never leaves out a rule that applies", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, { compiled }) => {
        const tree = buildTree(history);
        for (const { issue } of tree) {
          const subject = { issue, ancestors: tree.ancestorsOf(issue.ref) };
          const applying = [...compiled.rules.keys()].filter((i) => appliesTo(compiled.rules[i]!, subject, today));
          expect(compiled.ruleIndex(subject)).toEqual(expect.arrayContaining(applying));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
