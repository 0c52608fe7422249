import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition, matchesCondition } from "../../src/domain/condition.ts";
import { explainMean } from "../../src/domain/explain-mean.ts";
import { explainRule } from "../../src/domain/explain-rule.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import { indexLinks, matchesOf } from "../../src/domain/match.ts";
import { noPatterns } from "../../src/domain/pattern.ts";
import { rollUpObjective } from "../../src/domain/rollup.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { arbitraryHistory, arbitraryMapping } from "./arbitraries.ts";
import { aLink, aMapping, anIssue, aRule, today } from "./samples.ts";

const subject = { issue: anIssue("jira:1", { key: "SHOP-1", labels: ["spike"] }), ancestors: [] };

function explained(when: Condition, changes: object = {}) {
  const compiled = aMapping([aRule({ type: "Story" }, { id: "first" }), aRule(when)]);
  const issue = { ...subject.issue, ...changes };
  const matches = matchesOf(compiled, { ...subject, issue }, indexLinks([]), today);
  return explainRule(compiled.rules[1]!, { ...subject, issue }, matches, today);
}

describe("explainRule", () => {
  it("names the first condition that does not hold, with what was wanted and found", () => {
    expect(explained({ type: "Story", label: "beta" })).toEqual({
      id: "rule",
      keyResultId: "kr",
      applied: false,
      failed: { key: "label", wanted: "beta", found: ["spike"] },
      takenBy: null,
    });
  });

  it("says by what a rule is taken that applies but does not come first", () => {
    const taken = { applied: true, failed: null, takenBy: { kind: "rule", id: "first" } };
    expect(explained({ label: "spike" })).toMatchObject(taken);
    const compiled = aMapping([aRule({ label: "spike" })]);
    const matches = matchesOf(compiled, subject, indexLinks([aLink("shop-1", { id: "7" })]), today);
    expect(explainRule(compiled.rules[0]!, subject, matches, today).takenBy).toEqual({ kind: "link", id: "7" });
    const own = matchesOf(compiled, subject, indexLinks([]), today);
    expect(explainRule(compiled.rules[0]!, subject, own, today)).toMatchObject({ applied: true, takenBy: null });
  });

  it("says that an issue is removed before anything else", () => {
    const failed = { key: "removed", wanted: false, found: true };
    expect(explained({ type: "Story" }, { removed: true })).toMatchObject({ applied: false, failed });
  });

  it("says that a condition says nothing", () => {
    const failed = { key: "when", wanted: "a condition", found: null };
    expect(explained({ any: [{}] })).toMatchObject({ applied: false, failed });
  });

  it("agrees with matching about every rule, alone and among others", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, { compiled, links, keyResults }) => {
        const tree = buildTree(history);
        const { conventions } = aMapping([]).mapping;
        for (const { issue } of tree) {
          const each = { issue, ancestors: tree.ancestorsOf(issue.ref) };
          const matches = matchesOf(compiled, each, links, today);
          for (const own of compiled.rules) {
            const { id, keyResultId } = own.rule;
            const { applied, failed, takenBy } = explainRule(own, each, matches, today);
            const alone = compileMapping({ rules: [own.rule], conventions }, keyResults);
            expect(applied).toBe(matchesOf(alone, each, indexLinks([]), today).has(keyResultId));
            expect(failed === null).toBe(applied);
            const first = matches.get(keyResultId);
            const counts = first?.kind === "rule" && first.id === id;
            expect(applied && takenBy === null).toBe(counts);
            if (takenBy !== null) expect(first).toMatchObject(takenBy);
          }
        }
      }),
    );
  });

  it("names a condition that indeed does not hold", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, { compiled, links }) => {
        const tree = buildTree(history);
        for (const { issue } of tree) {
          const each = { issue, ancestors: tree.ancestorsOf(issue.ref) };
          const matches = matchesOf(compiled, each, links, today);
          for (const own of compiled.rules) {
            const { failed } = explainRule(own, each, matches, today);
            if (failed === null || failed.key === "removed" || failed.key === "when") continue;
            const named = compileCondition({ [failed.key]: failed.wanted } as Condition, noPatterns);
            expect(matchesCondition(named, each, today)).toBe(false);
          }
        }
      }),
    );
  });
});

describe("explainMean", () => {
  const part = (id: string, progress: number | null, weight = 1, guardrail = false) => {
    return { id, progress, weight, guardrail };
  };

  it("gives each part its share of the weight, and says what caps the mean", () => {
    const parts = [part("a", 0.5, 3), part("b", 1), part("guard", 0.4, 5, true), part("other", 0.6, 1, true)];
    expect(explainMean("own", parts, [{ id: "child", progress: 0, weight: 1 }])).toEqual({
      parts: [
        { kind: "key_result", id: "a", weight: 3, progress: 0.5, guardrail: false, share: 0.75 },
        { kind: "key_result", id: "b", weight: 1, progress: 1, guardrail: false, share: 0.25 },
        { kind: "key_result", id: "guard", weight: 5, progress: 0.4, guardrail: true, share: null },
        { kind: "key_result", id: "other", weight: 1, progress: 0.6, guardrail: true, share: null },
      ],
      mean: 0.625,
      cappedBy: "guard",
      progress: 0.4,
    });
  });

  it("lets children join where the objective says so", () => {
    const { parts, mean } = explainMean("withChildren", [part("a", 0.5)], [{ id: "child", progress: 1, weight: 1 }]);
    expect(parts.at(-1)).toMatchObject({ kind: "objective", id: "child", share: 0.5 });
    expect(mean).toBe(0.75);
  });

  it.each([
    ["nothing has data", [part("a", null)], { mean: null, cappedBy: null, progress: null }],
    ["only a guardrail has data", [part("a", null), part("g", 1, 1, true)], { mean: 0, cappedBy: null, progress: 0 }],
    ["a guardrail has none", [part("a", 0.5), part("g", null, 1, true)], { mean: 0.5, cappedBy: "g", progress: 0 }],
    ["nothing has weight", [part("a", 0.5, 0)], { mean: null, cappedBy: null, progress: null }],
    ["a guardrail is above", [part("a", 0.5), part("g", 0.9, 1, true)], { mean: 0.5, cappedBy: null, progress: 0.5 }],
  ])("where %s", (_, parts, wanted) => {
    expect(explainMean("own", parts, [])).toMatchObject(wanted);
  });

  it("comes to what the roll-up comes to, its mean capped by its guardrails", () => {
    const progress = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    const weight = fc.constantFrom(0, 1, 2, 0.1);
    const anyPart = fc.record({ id: fc.string(), progress, weight, guardrail: fc.boolean() });
    const rollup = fc.constantFrom("own" as const, "withChildren" as const);
    fc.assert(
      fc.property(rollup, fc.array(anyPart), fc.array(anyPart), (how, keyResults, children) => {
        const given = children.map(({ guardrail: _guardrail, ...child }) => child);
        const found = explainMean(how, keyResults, given);
        expect(found.progress).toBe(rollUpObjective(how, keyResults, given));
        if (found.mean === null) return;
        const caps = found.parts.filter((each) => each.guardrail).map((each) => each.progress ?? 0);
        expect(Math.min(found.mean, ...caps)).toBe(found.progress);
        expect(found.cappedBy === null).toBe(found.mean === found.progress);
      }),
    );
  });
});
