import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import { compileCondition, matchesCondition } from "../../src/domain/condition.ts";
import { today } from "../domain/samples.ts";
import { query, someIssue } from "./jql-oracle.ts";
import { goodQuery, readQuery } from "./jql-reading.ts";

describe("a query, compiled", () => {
  it("finds what Jira would find, by an evaluation of its own", () => {
    let cases = 0;
    fc.assert(
      fc.property(query, fc.array(someIssue, { minLength: 4, maxLength: 4 }), ({ text, truth }, issues) => {
        const condition = compileCondition({ jql: goodQuery(text) }, compilePattern);
        const found = issues.map((issue) => matchesCondition(condition, { issue, ancestors: [] }, today));
        expect(found).toEqual(issues.map((issue) => truth(issue) === true));
        cases += issues.length;
      }),
      { numRuns: 3000 },
    );
    expect(cases).toBeGreaterThanOrEqual(10_000);
  });
});

const token = fc.constantFrom(
  ..."project labels status summary created estimate cf[10016] betaScore issue parent resolved sprint".split(" "),
  ..."= != ~ !~ < <= > >= in not is was changed and or ! ( ) , [ ] order by EMPTY null".split(" "),
  ...'SHOP -14d 2026-10-01 3 -7 3.5 now() startOfDay(-1) childIssuesOf(A-1) \'a b\' "x*" "\\"p q\\"" \\u0041'.split(
    " ",
  ),
  "'",
  '"',
  "\\",
  "*",
  "\u{1F600}",
  "\u0000",
  "\n",
);

/** Either a whole query or faults in the text; never both, never an exception. */
function checkReading(text: string): void {
  const { jql, faults } = readQuery(text);
  expect(jql === null).toBe(faults.length > 0);
  for (const fault of faults) expect(fault).toMatch(/^[1-9]\d*: \S/);
  for (const fault of faults) expect(Number.parseInt(fault, 10)).toBeLessThanOrEqual(text.length + 1);
  if (jql !== null) compileCondition({ jql }, compilePattern);
}

describe("readJql, on anything", () => {
  it("reads or refuses arbitrary text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), checkReading), { numRuns: 3000 });
  });

  it("reads or refuses arbitrary words of the language", () => {
    const text = fc.array(token, { maxLength: 15 }).map((tokens) => tokens.join(" "));
    fc.assert(fc.property(text, checkReading), { numRuns: 5000 });
  });

  it("reads or refuses queries with a slip of the pen", () => {
    const slip = fc.tuple(query, fc.nat(), fc.nat({ max: 2 }), token).map(([{ text }, at, length, inserted]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + inserted + text.slice(from + length);
    });
    fc.assert(fc.property(slip, checkReading), { numRuns: 2000 });
  });
});

/** The parser's own samples, by kind of clause. */
function samples(): { valid: string[]; invalid: string[] } {
  const folder = join(
    createRequire(import.meta.url).resolve("@atlaskit/jql-parser/package.json"),
    "../test-utils/data",
  );
  const files = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Partial<Record<string, string[]>>,
  );
  return { valid: files.flatMap(({ valid }) => valid ?? []), invalid: files.flatMap(({ invalid }) => invalid ?? []) };
}

describe("readJql, on the parser's own samples", () => {
  const notJql = /not expected here|ends too early|reserved word|cannot stand here|closing quote|escape that JQL/;

  it("refuses what is no JQL", () => {
    const { invalid } = samples();
    expect(invalid.length).toBeGreaterThan(100);
    expect(invalid.filter((text) => readQuery(text).faults.length === 0)).toEqual([]);
  });

  it("takes the rest for JQL, and refuses of it by name what no rule can say", () => {
    const { valid } = samples();
    expect(valid.length).toBeGreaterThan(100);
    for (const text of valid) checkReading(text);
    expect(valid.filter((text) => readQuery(text).faults.some((fault) => notJql.test(fault)))).toEqual([]);
  });
});
