import { describe, expect, it } from "vitest";
import { compilePattern, patternBudget, patternLimits, patternProblem } from "../../src/config/pattern/pattern.ts";
import { harmlessPatterns, refusedPatterns } from "./evil-patterns.ts";

function problemOf(pattern: string): string | null {
  return patternProblem(pattern, patternBudget());
}

const texts: readonly string[] = [
  "",
  "a",
  "b",
  "aaaa",
  "aaaa!",
  `${"a".repeat(60)}b`,
  "abababab",
  "x",
  "xxxxxx",
  "xxy",
  "[internal] v1.2.3",
  "v1.2",
  "SHOP-12 Checkout ORDER!",
  "1,2,3,4,5,6,7,8,9,10,11,x",
  "  leading and trailing  ",
  "line one\nline two\nthree!",
  "(a+)+$",
  "straße ÄÖÜß!",
  "漢字α",
  "\u{1F600}\u{1F601}\u{1F602}",
  "K\u212Aſs kks\u017f",
  "\u0000",
  `b${"a".repeat(400)}`,
  `a${"c".repeat(8)}b`,
  `${"12".repeat(60)}x`,
  "(([*+",
  "\ud800 lone",
];

describe("patternProblem", () => {
  it.each(refusedPatterns)("refuses $what", ({ pattern, says }) => {
    expect(problemOf(pattern)).toBe(says);
  });

  it.each(harmlessPatterns)("accepts %s", (pattern) => {
    expect(problemOf(pattern)).toBeNull();
  });

  it("covers at least 60 evil patterns", () => {
    expect(new Set([...refusedPatterns.map(({ pattern }) => pattern), ...harmlessPatterns]).size).toBeGreaterThan(99);
  });

  it("refuses further patterns once those of a file are too complex together", () => {
    const budget = patternBudget();
    const accepted: string[] = [];
    while (accepted.length < 1000) {
      const pattern = `a.{6}b${accepted.length}`;
      const problem = patternProblem(pattern, budget);
      if (problem !== null) {
        expect(problem).toBe("the regular expressions of this file are too complex together; simplify some");
        break;
      }
      accepted.push(pattern);
    }
    expect(accepted.length).toBeGreaterThan(10);
    expect(accepted.length).toBeLessThan(1000);
    expect(accepted.map((pattern) => patternProblem(pattern, budget))).toEqual(accepted.map(() => null));
  });

  it("counts the same pattern once, and the same each time, known or not", () => {
    const spent = [1, 2].map(() => {
      const budget = patternBudget();
      for (const pattern of ["^a", "^a", "[bc]+d"]) patternProblem(pattern, budget);
      return patternLimits.maxFileWork - budget.left;
    });
    expect(spent[0]).toBe(spent[1]);
    const once = patternBudget();
    for (const pattern of ["^a", "[bc]+d"]) patternProblem(pattern, once);
    expect(patternLimits.maxFileWork - once.left).toBe(spent[0]);
  });
});

describe("compilePattern", () => {
  it.each(harmlessPatterns)("%s finds what the engine's own search finds", async (pattern) => {
    const { RE2JS } = await import("re2js");
    const reference = RE2JS.compile(pattern);
    const matches = compilePattern(pattern);
    expect(texts.map(matches)).toEqual(texts.map((text) => reference.test(text)));
  });

  it.each([
    ["checkout", "New checkout", true],
    ["checkout", "New Checkout", false],
    ["(?i)checkout", "New Checkout", true],
    ["^checkout", "New checkout", false],
    ["^\\[internal\\]", "[internal] x", true],
    ["^\\[internal\\]", "x [internal]", false],
    ["a$", "ba", true],
    ["a$", "ba\n", false],
    ["(?m)a$", "ba\n", true],
    [".", "\n", false],
    ["(?s).", "\n", true],
    ["\\bkey\\b", "a key.", true],
    ["\\bkey\\b", "monkey", false],
    ["^\\w+$", "straße", false],
    ["^\\pL+$", "straße", true],
    ["^.$", "\u{1F600}", true],
    ["", "anything", true],
  ])("%s in %j: %s", (pattern, text, found) => {
    expect(compilePattern(pattern)(text)).toBe(found);
  });

  it("throws, at the first text, on what was to be refused", () => {
    expect(() => compilePattern("(a|b)*a(a|b){20}$")("ab")).toThrow(RangeError);
    expect(() => compilePattern("(?=a)")("a")).toThrow(RangeError);
  });
});
