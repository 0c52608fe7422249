import { describe, expect, it } from "vitest";
import { namesSource } from "../../src/domain/mapping.ts";
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

describe("the rule index", () => {
  const positions = (...whens: Parameters<typeof aRule>[0][]) =>
    aMapping(whens.map((when) => aRule(when))).ruleIndex({
      issue: anIssue("jira:1", { key: "SHOP-12", project: "SHOP", labels: ["Beta", "x"], type: "Story" }),
      ancestors: [],
    });

  it.each([
    ["an equality that holds", { label: "beta" }, true],
    ["an equality that does not", { label: "gamma" }, false],
    ["one of a list", { type: ["Bug", "STORY"] }, true],
    ["none of a list", { type: ["Bug", "Task"] }, false],
    ["any of", { project: { any: ["shop", "shop"] } }, true],
    ["any of others", { project: { any: ["other"] } }, false],
    ["a glob", { label: "gam*" }, true],
    ["none of", { label: { none: ["beta"] } }, true],
    ["within itself", { within: ["shop-12"] }, true],
    ["within another", { within: "shop-1" }, false],
    ["within a container by title", { within: "project:x" }, true],
    ["the more selective key decides", { source: "jira", key: "shop-1" }, false],
    ["nothing to file by", { not: { label: "beta" } }, true],
  ] as [string, Parameters<typeof aRule>[0], boolean][])("%s", (_name, when, wanted) => {
    expect(positions(when)).toEqual(wanted ? [0] : []);
  });

  it("keeps file order, each rule once", () => {
    expect(positions({ label: ["beta", "x"] }, {}, { source: "jira" }, { key: "shop-12" })).toEqual([0, 1, 2, 3]);
  });
});
