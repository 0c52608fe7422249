import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import { appliesTo, compileMapping } from "../../src/domain/mapping.ts";
import { indexLinks, matchesOf } from "../../src/domain/match.ts";
import { aKeyResult, aLink, aRule, today } from "../domain/samples.ts";
import { naiveMatches } from "./naive-match.ts";
import { condition, subjects, truths } from "./rule-worlds.ts";

const keyResultIds = ["a", "b", "c", "d"];

/** Rules that are written several times crowd the index. */
const mapping = fc.record({
  rules: fc
    .tuple(
      fc.array(fc.tuple(condition, fc.constantFrom(...keyResultIds, "nobody")), { minLength: 1, maxLength: 16 }),
      fc.constantFrom(1, 1, 1, 4),
    )
    .map(([given, times]) => Array.from({ length: times }, () => given).flat())
    .map((given) => given.map(([when, keyResultId], i) => aRule(when, { id: `r${i}`, keyResultId, weight: i + 1 }))),
  conventions: fc.record({ label: fc.constantFrom(null, "kr:"), field: fc.constantFrom(null, "keyResult") }),
});

const links = fc
  .array(
    fc.tuple(fc.constantFrom("SHOP-1", "jira:2", "https://linear.app/acme/issue/ENG-1"), fc.constantFrom("a", "b")),
    {
      maxLength: 2,
    },
  )
  .map((given) => given.map(([issue, keyResultId], i) => aLink(issue, { id: String(9 + i), keyResultId })));

describe("matching through the index", () => {
  it("gives what trying every rule gives", { timeout: 300_000 }, () => {
    const seen = { cases: 0, matches: 0, byRule: 0, spared: 0 };
    fc.assert(
      fc.property(mapping, subjects, links, (given, all, linked) => {
        const keyResults = keyResultIds.map((id) => aKeyResult({ id }));
        const compiled = compileMapping(given, keyResults, compilePattern);
        const world = { mapping: given, keyResultIds, links: linked, today, truths };
        for (const subject of all) {
          const matches = matchesOf(compiled, subject, indexLinks(linked), today);
          expect(new Map(matches)).toEqual(naiveMatches(world, subject));
          const found = compiled.ruleIndex(subject);
          expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
          const applying = [...compiled.rules.keys()].filter((i) => appliesTo(compiled.rules[i]!, subject, today));
          expect(applying.filter((position) => !found.includes(position))).toEqual([]);
          seen.cases += 1;
          seen.matches += matches.size;
          seen.byRule += [...matches.values()].filter(({ kind }) => kind === "rule").length;
          seen.spared += given.rules.length - found.length;
        }
      }),
      { numRuns: 2500 },
    );
    // Cases in which nothing matches, or nothing is left out, would show little.
    expect(seen.cases).toBeGreaterThanOrEqual(10_000);
    expect(seen.byRule).toBeGreaterThan(seen.cases / 4);
    expect(seen.spared).toBeGreaterThan(seen.cases);
  });
});
