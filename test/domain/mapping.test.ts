import { describe, expect, it } from "vitest";
import type { Jql } from "../../src/domain/jql.ts";
import { namesSource } from "../../src/domain/mapping.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { aKeyResult, aMapping, anIssue, aRule } from "./samples.ts";

describe("compileMapping", () => {
  const keyResults = [aKeyResult({ id: "a" }), aKeyResult({ id: "b" })];
  const compiled = aMapping(
    [
      aRule({ source: "jira", type: "Bug" }, { id: "r1", keyResultId: "a" }),
      aRule(
        { any: [{ source: ["linear"] }, { all: [{ source: { any: ["dc-*"], none: ["x"] } }] }] },
        { keyResultId: "a" },
      ),
      aRule({ source: { all: ["jira"] } }, { keyResultId: "a" }),
      aRule({ type: "Bug", not: { source: "jira" } }, { keyResultId: "b" }),
      aRule({ source: { none: ["jira"] } }, { keyResultId: "b" }),
    ],
    keyResults,
  );

  it("keeps key results by id and rules in file order", () => {
    expect([...compiled.keyResults.keys()]).toEqual(["a", "b"]);
    expect(compiled.rules[0]?.rule.id).toBe("r1");
  });

  it("knows which sources the rules of a key result name", () => {
    expect(compiled.sourcesByKeyResult.get("a")).toEqual(["jira", "linear", "dc-*"]);
    expect(compiled.sourcesByKeyResult.get("b")).toEqual([]);
  });

  it("knows the sources that queries name", () => {
    const clause = (source: string) => ({ kind: "clause", text: `source = ${source}`, condition: { source } }) as const;
    const jql = { text: "…", expression: { kind: "or", parts: [clause("jira"), clause("dc")] } } as const;
    expect(aMapping([aRule({ jql })]).sourcesByKeyResult.get("kr")).toEqual(["jira", "dc"]);
  });

  it.each([
    ["a", "JIRA", true],
    ["a", "dc-berlin", true],
    ["a", "other", false],
    ["b", "jira", false],
    ["unknown", "jira", false],
  ])("namesSource: %s, %s: %s", (keyResultId, source, wanted) => {
    expect(namesSource(compiled, keyResultId, source)).toBe(wanted);
  });

  it("knows whether outcomes change with the day", () => {
    expect(compiled.usesToday).toBe(false);
    expect(aMapping([aRule({ not: { createdAt: { lt: "-7d" } } })]).usesToday).toBe(true);
  });
});

function jqlOf(kind: "and" | "or", ...conditions: Condition[]): Jql {
  const parts = conditions.map((condition) => ({ kind: "clause", text: "…", condition }) as const);
  return { text: "…", expression: { kind, parts } };
}

describe("the rule index", () => {
  const fields = { fields: { word: ["Beta"] } };
  const positions = (...whens: Parameters<typeof aRule>[0][]) =>
    aMapping(whens.map((when) => aRule(when))).ruleIndex({
      issue: anIssue("jira:1", { key: "SHOP-12", project: "SHOP", labels: ["Beta", "x"], type: "Story", ...fields }),
      ancestors: [],
    });

  it.each([
    ["an equality that holds", { label: "beta" }, true],
    ["an equality that does not", { label: "gamma" }, false],
    ["one of a list", { type: ["Bug", "STORY"] }, true],
    ["none of a list", { type: ["Bug", "Task"] }, false],
    ["any of", { project: { any: ["shop", "shop"] } }, true],
    ["any of others", { project: { any: ["other"] } }, false],
    ["a glob that its beginning rules out", { label: "gam*" }, false],
    ["a glob of which only the beginning holds", { label: "be*x" }, true],
    ["a beginning that is longer than the text", { label: "beta-feedback*" }, false],
    ["a glob that begins with anything", { label: "*gam" }, true],
    ["a glob in a list", { label: ["gamma", "BE*"] }, true],
    ["no texts at all", { label: [] }, false],
    ["none of", { label: { none: ["beta"] } }, true],
    ["within itself", { within: ["shop-12"] }, true],
    ["within another", { within: "shop-1" }, false],
    ["within another container", { within: "project:x" }, false],
    ["within a Jira project", { within: ["project:x", "Project: shop"] }, true],
    ["within another initiative", { within: "initiative:shop" }, false],
    ["one part of all", { all: [{ type: "Story" }, { label: "gamma" }] }, false],
    ["no parts", { all: [] }, true],
    ["no alternatives", { any: [] }, true],
    ["one alternative", { any: [{ label: "gamma" }, { type: "Story", key: "SHOP-12" }] }, true],
    ["no such alternative", { any: [{ label: "gamma" }, { type: "Bug" }] }, false],
    ["an alternative that asks for no value", { any: [{ label: "gamma" }, { estimate: 3 }] }, true],
    ["a field", { "field.word": "beta" }, true],
    ["another field", { "field.word": ["gamma"] }, false],
    ["a field that is a number", { "field.word": 3 }, true],
    ["all of others", { label: { all: ["gamma", "delta"] } }, false],
    ["a key that is not mentioned", { label: undefined }, true],
    ["a query", { jql: jqlOf("and", { type: "Story" }, { label: "gamma" }) }, false],
    ["one part of a query", { jql: jqlOf("or", { type: "Story" }, { label: "gamma" }) }, true],
    ["no part of a query", { jql: jqlOf("or", { type: "Bug" }, { label: "gamma" }) }, false],
    ["the more selective key decides", { source: "jira", key: "shop-1" }, false],
    ["nothing to file by", { not: { label: "beta" } }, true],
  ] as [string, Parameters<typeof aRule>[0], boolean][])("%s", (_name, when, wanted) => {
    expect(positions(when)).toEqual(wanted ? [0] : []);
  });

  it("keeps file order, each rule once", () => {
    expect(positions({ label: ["beta", "x"] }, {}, { source: "jira" }, { key: "shop-12" })).toEqual([0, 1, 2, 3]);
  });

  it("files a rule by what the fewest others ask for", () => {
    const others = Array.from({ length: 20 }, (_, i) => ({ source: "jira", project: "SHOP", label: `x-${i}` }));
    expect(positions(...others, { source: "jira", project: "SHOP", label: "beta" })).toEqual([20]);
    expect(
      positions(...others, {
        any: [
          { source: "jira", label: "x" },
          { project: "SHOP", label: "y" },
        ],
      }),
    ).toEqual([20]);
  });

  it("tells rules that share a project and a label apart by what else they ask for", () => {
    const each = (first: string) => [first, "a", "b", "c", "d"];
    const whens = each("SHOP").flatMap((project) =>
      each("beta").flatMap((label) => each("Story").map((type) => ({ project, label, all: [{ type }] }))),
    );
    expect(positions(...whens)).toEqual([0]);
  });

  it("does not file rules with long lists among long lists", () => {
    const many = Array.from({ length: 9 }, (_, i) => `x-${i}`);
    const whens = Array.from({ length: 5 }, () => ({ label: [...many, "beta"], component: many }));
    expect(positions(...whens)).toEqual([0, 1, 2, 3, 4]);
  });
});
