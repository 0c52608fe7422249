import { describe, expect, it } from "vitest";
import { formatProblem } from "../../src/config/load.ts";
import { parse, smallConfig } from "./small-config.ts";

const now = new Date("2026-11-02T10:00:00Z");

function advice(edits: Readonly<Record<string, string>>, at: Date | undefined = now): string[] {
  const result = parse({ ...smallConfig, ...edits }, { now: at });
  expect(result.ok).toBe(true);
  return result.warnings.map(formatProblem);
}

function okrs(objectives: string): Record<string, string> {
  const periods = "periods: [{ id: q4, start: 2026-10-01, due: 2026-12-31 }]";
  return { "okrs.yaml": `${periods}\nobjectives:\n${objectives}`, "mapping.yaml": "" };
}

const metric = "measure: { kind: metric, start: 0, target: 1 }";

function objective(id: string, keyResults: number, more = "owner: a@example.com"): string {
  const list = Array.from({ length: keyResults }, (_, i) => `{ id: ${id}-${i}, title: T, ${metric} }`);
  return `  - { id: ${id}, title: T, period: q4, ${more}, keyResults: [${list.join(", ")}] }\n`;
}

describe("advice", () => {
  it("is not given where there is nothing to say", () => {
    expect(advice({})).toEqual([]);
  });

  it.each([
    ["2026-12-31T23:59:59Z", []],
    ["2027-01-01T00:00:00Z", ['okrs.yaml:2:44: the period "2026-Q4" has ended on 2026-12-31']],
  ])("on the period at %s", (at, expected) => {
    expect(advice({}, new Date(at))).toEqual(expected);
  });

  it("on more than three objectives of a team in a period, once", () => {
    const own = "team: commerce, owner: a@example.com";
    const five = ["a", "b", "c", "d", "e"].map((id) => objective(id, 1, own)).join("");
    expect(advice(okrs(five + objective("f", 1)))).toEqual([
      'okrs.yaml:6:11: 5 objectives of team "commerce" in period "q4"; more than 3 are hard to keep in focus',
    ]);
  });

  it("on too few and too many key results", () => {
    expect(advice(okrs(objective("a", 0) + objective("b", 5) + objective("c", 6)))).toEqual([
      'okrs.yaml:3:11: the objective "a" has no key result',
      'okrs.yaml:5:11: the objective "c" has 6 key results; more than 5 blur it',
    ]);
  });

  it("on an objective without owner", () => {
    expect(advice(okrs(objective("a", 1, "team: x")))).toEqual(['okrs.yaml:3:11: the objective "a" has no owner']);
  });

  it("on a key result that takes issues and gets none; conventions reach all", () => {
    const unreached = 'okrs.yaml:9:13: no rule and no convention can reach the key result "shop-complete"';
    expect(advice({ "mapping.yaml": "" })).toEqual([unreached]);
    expect(advice({ "mapping.yaml": 'conventions: { label: "kr:" }' })).toEqual([]);
    expect(advice({ "mapping.yaml": "conventions: { field: keyResult }" })).toEqual([]);
  });

  it("on a rule that matches nothing which an earlier one for the same key result does not match", () => {
    const rule = (id: string, keyResult: string, when: string) =>
      `  - { id: ${id}, keyResult: ${keyResult}, when: ${when} }\n`;
    const rules = [
      rule("a", "shop-complete", "{ team: ENG, label: [x, y] }"),
      rule("b", "shop-complete", "{ label: [x, y], team: ENG }"),
      rule("c", "shop-complete", "{ label: [x], team: ENG }"),
      rule("d", "shop-complete", "{ label: [x, z], team: ENG }"),
    ];
    expect(advice({ "mapping.yaml": `rules:\n${rules.join("")}` })).toEqual([
      'mapping.yaml:3:11: the rule "b" can never win: "a" before it matches all that it matches',
      'mapping.yaml:4:11: the rule "c" can never win: "a" before it matches all that it matches',
    ]);
  });

  it("on a rule for a key result whose measure takes no issues", () => {
    const mapping = `${smallConfig["mapping.yaml"]}  - { id: b, keyResult: satisfaction, when: { team: ENG } }\n`;
    expect(advice({ "mapping.yaml": mapping })).toEqual([
      'mapping.yaml:6:25: the measure of "satisfaction" takes no issues, so the rule "b" has no effect',
    ]);
  });

  it("on a source that nobody can deliver to, and a reconcile that cannot fetch", () => {
    const source = "  - { id: other, kind: linear, reconcile: { every: 5m } }\n";
    expect(advice({ "sources.yaml": smallConfig["sources.yaml"] + source })).toEqual([
      "sources.yaml:10:11: the source has no webhook secret: every delivery to it will be refused",
      "sources.yaml:10:32: reconcile has no effect without auth",
    ]);
  });

  it("on a file that is not read", () => {
    expect(advice({ "mappings.yml": "" })).toEqual([
      'mappings.yml:1:1: the file is not read (did you mean "mapping.yaml"?); the files are okrs.yaml, mapping.yaml, sources.yaml, access.yaml, publish.yaml',
    ]);
  });
});
