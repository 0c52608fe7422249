import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGlob } from "../../src/domain/glob.ts";

describe("compileGlob", () => {
  it.each([
    ["Beta", "bETA", true],
    ["beta", "beta2", false],
    ["beta/*", "Beta/feedback", true],
    ["beta/*", "beta/", true],
    ["beta/*", "alpha/beta/x", false],
    ["*feedback", "beta feedback", true],
    ["*feedback", "feedback!", false],
    ["*", "", true],
    ["", "", true],
    ["", "x", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["*ab*ab*", "ab", false],
    ["*ab*ab*", "xabab", true],
    ["a**b", "ab", true],
    ["a*b*c", "a-c-b", false],
    ["a.c", "abc", false],
    ["[x]*", "[X] y", true],
  ])("%s against %s: %s", (pattern, text, wanted) => {
    expect(compileGlob(pattern)(text)).toBe(wanted);
  });

  it("agrees with a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, subject) => {
        const regex = new RegExp(`^${pattern.replaceAll("*", "[^]*")}$`);
        expect(compileGlob(pattern)(subject)).toBe(regex.test(subject));
      }),
      { numRuns: 1000 },
    );
  });

  it("takes a pattern that backtracking would never finish", () => {
    expect(compileGlob(`${"*a".repeat(40)}*b`)("a".repeat(100_000))).toBe(false);
  });
});
