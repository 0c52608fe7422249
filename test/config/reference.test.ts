import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jqlFields } from "../../src/config/jql/fields.ts";
import { maxJqlClauses, maxJqlDepth, maxJqlLength } from "../../src/config/jql/limits.ts";
import { patternBudget, patternLimits, patternProblem } from "../../src/config/pattern/pattern.ts";
import { dateKeys, numberKeys, textKeys } from "../../src/domain/rule.ts";

const readme = readFileSync(new URL("../../config/README.md", import.meta.url), "utf8");

function section(title: string): string {
  const from = readme.indexOf(`\n### ${title}\n`);
  const to = readme.indexOf("\n##", from + 4);
  return from < 0 ? "" : readme.slice(from, to);
}

describe("config/README.md", () => {
  it.each([...textKeys, ...numberKeys, ...dateKeys, "within", "jql", "any", "all", "not", "field.<alias>"])(
    "explains the condition key %s",
    (key) => {
      expect(section("Conditions")).toContain(`\`${key}\``);
    },
  );

  it.each(Object.keys(jqlFields))("says what the JQL field %s is", (field) => {
    expect(section("JQL")).toContain(field.includes(" ") ? `\`"${field}"\`` : `\`${field}\``);
  });

  it("states the limits of queries", () => {
    const length = maxJqlLength.toLocaleString("en");
    expect(section("JQL")).toContain(`Limits: ${length} characters, ${maxJqlClauses} clauses, ${maxJqlDepth} levels.`);
  });

  it("states the budget of regular expressions", () => {
    const { maxLength, maxSize, maxStates, maxFileWork, maxWork } = patternLimits;
    const text = section("Regular expressions").replaceAll("\n", " ");
    expect(text).toContain(`${maxLength.toLocaleString("en")} characters as written`);
    expect(text).toContain(`${maxSize.toLocaleString("en")} steps once counted repeats are written out`);
    expect(text).toContain(`${maxStates.toLocaleString("en")} states`);
    expect(text).toContain("together eight times that work");
    expect(maxFileWork).toBe(8 * maxWork);
  });

  it("names patterns beyond the budget and within it", () => {
    const problems = ["foo.{0,50}bar", "foo.*bar", "^foo.{0,50}bar"].map((each) =>
      patternProblem(each, patternBudget()),
    );
    expect(problems).toEqual([expect.stringContaining("is too complex"), null, null]);
    expect(section("Regular expressions")).toContain("`foo.*bar` and `^foo.{0,50}bar` stay far below");
  });
});
