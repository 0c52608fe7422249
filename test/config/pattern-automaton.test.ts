import * as fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { automatonOf } from "../../src/config/pattern/automaton.ts";
import { expandedSize } from "../../src/config/pattern/size.ts";

/** Less than what is allowed: the few patterns that need more would take most of the time. */
const limits = { maxStates: 500, maxWork: 50_000 };

/** Patterns that RE2 and JavaScript understand alike; not so deep that the latter would try for ever. */
const { pattern } = fc.letrec<{ pattern: string; repeated: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 1, withCrossShrink: true },
    fc.constantFrom("a", "b", "ä", "\u{1F600}", ".", "[ab]", "[^a]", "[ä-\u{1F600}]", "\\w", "\\W", "\\d", "\\s"),
    fc.constantFrom("^", "$", "\\b"),
    tie("pattern").map((inner) => `(?:${inner})`),
    tie("pattern").map((inner) => `(${inner})`),
  ),
  repeated: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{0,3}", "{2,}", "*?", "+?"))
    .map(([atom, repeat]) => (/^(?:\^|\$|\\[bB])$/.test(atom) ? atom : atom + repeat)),
  pattern: fc
    .array(fc.array(tie("repeated"), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((alternatives) => alternatives.map((parts) => parts.join("")).join("|")),
}));

const text = fc.string({ unit: fc.constantFrom("a", "b", "ä", "\u{1F600}", "_", "1", " ", "\n"), maxLength: 8 });

describe("automatonOf", () => {
  it("finds what JavaScript's own engine finds", () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
        const { automaton } = automatonOf(RE2JS.compile(source), limits);
        fc.pre(automaton !== null);
        const reference = new RegExp(source, "u");
        expect(texts.map((each) => automaton.test(each))).toEqual(texts.map((each) => reference.test(each)));
      }),
      { numRuns: 2000 },
    );
  });

  it("finds what the engine's own search finds", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom("", "\\B", "(?i)", "(?m)", "(?s)"),
        fc.array(text),
        (source, flag, texts) => {
          const reference = RE2JS.compile(flag + source);
          const { automaton } = automatonOf(reference, limits);
          fc.pre(automaton !== null);
          expect(texts.map((each) => automaton.test(each))).toEqual(texts.map((each) => reference.test(each)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("finds what the engine's own search finds, whatever the case and script", () => {
    const folding = fc.string({
      unit: fc.constantFrom("k", "K", "\u212A", "s", "ſ", "ß", "İ", "i", "Σ", "ς"),
      maxLength: 3,
    });
    fc.assert(
      fc.property(folding, fc.array(folding, { minLength: 1, maxLength: 8 }), (word, texts) => {
        const reference = RE2JS.compile(`(?i)^${word}(?:\\pL|$)`);
        const { automaton } = automatonOf(reference, limits);
        expect(texts.map((each) => automaton?.test(each))).toEqual(texts.map((each) => reference.test(each)));
      }),
      { numRuns: 1000 },
    );
  });

  it("stops at a limit, and says what it has spent", () => {
    const states = automatonOf(RE2JS.compile("a.{20}b"), { maxStates: 100, maxWork: 1e9 });
    expect(states.automaton).toBeNull();
    const work = automatonOf(RE2JS.compile("a.{20}b"), { maxStates: 1e9, maxWork: 10_000 });
    expect(work.automaton).toBeNull();
    expect(work.work).toBeGreaterThan(10_000);
    expect(work.work).toBeLessThan(20_000);
  });
});

describe("expandedSize", () => {
  it("is at least a quarter of what the engine makes of a pattern", () => {
    fc.assert(
      fc.property(pattern, (source) => {
        const size = RE2JS.compile(source).programSize();
        expect(expandedSize(source) * 4 + 4).toBeGreaterThanOrEqual(size);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", 0],
    ["abc", 3],
    ["a{3}", 3],
    ["a{2,5}b", 6],
    ["(ab){3}", 9],
    ["((a{10}){10}){10}", 1110],
    ["[{9}]{2}", 2],
    ["[]{9}]{2}", 2],
    ["[[:alpha:]{]{2}", 2],
    ["\\Qa{9}\\E", 8],
    ["\\p{Greek}{4}", 4],
    ["\\{9}", 3],
    ["a{1001}", 1],
    ["(", 1],
    [")", 1],
    ["[", 1],
    ["\u{1F600}{3}", 3],
  ])("%s: %s", (source, size) => {
    expect(expandedSize(source)).toBe(size);
  });
});
