import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionImplies } from "../../src/config/condition-implies.ts";
import { hiddenRules } from "../../src/config/hidden-rules.ts";
import type { Condition, Rule } from "../../src/domain/rule.ts";
import { anIssue, aRule } from "../domain/samples.ts";
import { verdict } from "../domain/verdict.ts";

/** Each is matched by no issue that the second does not match. */
const implied: readonly (readonly [narrow: Condition, wide: Condition])[] = [
  [{ label: "a" }, { label: "a" }],
  [{ label: "a" }, { label: "A" }],
  [{ label: "a" }, { label: ["a", "b"] }],
  [{ label: "a", team: "ENG" }, { label: "a" }],
  [{ label: ["a", "b"], team: "ENG" }, { label: ["c", "b", "a"] }],
  [{ label: "beta/ui" }, { label: "beta/*" }],
  [{ label: "beta/*ui" }, { label: "beta/*" }],
  [{ label: "x*" }, { label: "*" }],
  [{ label: { all: ["a", "b"] } }, { label: "b" }],
  [{ label: { any: ["a"], none: ["c"] } }, { label: ["a", "b"] }],
  [{ label: { any: ["a"], none: ["c", "d*"] } }, { label: { none: ["dd"] } }],
  [{ label: "a" }, { label: { exists: true } }],
  [{ estimate: 3 }, { estimate: { gte: 3 } }],
  [{ estimate: { gt: 3, lt: 5 } }, { estimate: { gte: 3 } }],
  [{ estimate: { gte: 4 } }, { estimate: { gt: 3, exists: true } }],
  [{ estimate: { lte: 4 } }, { estimate: { lt: 5 } }],
  [{ createdAt: { gte: "2026-10-01", lt: "-14d" } }, { createdAt: { lt: "-14d" } }],
  [{ "field.size": ["S"] }, { "field.size": ["S", "M"] }],
  [{ "field.size": { gte: 3 } }, { "field.size": { exists: true } }],
  [{ within: "SHOP-1" }, { within: ["SHOP-1", "SHOP-2"] }],
  [{ label: "a" }, { any: [{ team: "ENG" }, { label: ["a", "b"] }] }],
  [{ label: "a", team: "ENG" }, { all: [{ team: "ENG" }, { label: "a" }] }],
  [{ all: [{ team: "ENG" }, { label: "a" }] }, { label: "a" }],
  [
    { label: "a", not: { type: ["Bug", "Task"] } },
    { label: "a", not: { type: "Bug" } },
  ],
  [{ label: "a", not: [{ type: "Bug" }, { type: "Task" }] }, { not: { type: "Bug", team: "ENG" } }],
  [{ any: [{ label: "a" }], team: "ENG" }, { any: [{ label: "a" }] }],
];

const notImplied: readonly (readonly [narrow: Condition, wide: Condition])[] = [
  [{ label: ["a", "b"] }, { label: "a" }],
  [{ label: "a" }, { label: "a", team: "ENG" }],
  [{ label: "*" }, { label: "beta/*" }],
  [{ label: { none: ["a"] } }, { label: { none: ["a", "b"] } }],
  [{ label: { none: ["a"] } }, { label: { exists: true } }],
  [{ label: { any: ["a", "b"] } }, { label: { all: ["a"] } }],
  [{ estimate: { gte: 3 } }, { estimate: { gt: 3 } }],
  [{ estimate: { exists: true } }, { estimate: { gte: 0 } }],
  [{ createdAt: { lt: "-14d" } }, { createdAt: { lt: "-13d" } }],
  [{ "field.size": "3" }, { "field.size": { gte: 2 } }],
  [{ within: "SHOP-1" }, { within: "SHOP-2" }],
  [{ any: [{ label: "a" }, { team: "ENG" }] }, { label: "a" }],
  [{ not: { type: "Bug" } }, { not: { type: ["Bug", "Task"] } }],
  [{ label: "a" }, {}],
];

describe("conditionImplies", () => {
  it.each(implied)("%j is matched by nothing that %j does not match", (narrow, wide) => {
    expect(conditionImplies(narrow, wide)).toBe(true);
  });

  it.each(notImplied)("%j may match what %j does not", (narrow, wide) => {
    expect(conditionImplies(narrow, wide)).toBe(false);
  });
});

const few = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const notEmpty = (value: object) => Object.keys(value).length > 0;
const optional = { requiredKeys: [] };

const labels = ["a", "b", "beta/ui"];
const globs = few([...labels, "A", "*", "beta/*", "*i"]);
const textForms = fc.record({ any: globs, all: globs, none: globs, exists: fc.boolean() }, optional).filter(notEmpty);
const oneForm = fc.oneof(
  globs.map((none) => ({ none })),
  globs.map((all) => ({ all })),
);
const text = fc.oneof(globs, oneForm, textForms);

const bounds = <T>(bound: fc.Arbitrary<T>) =>
  fc.record({ gte: bound, gt: bound, lte: bound, lt: bound, exists: fc.boolean() }, optional).filter(notEmpty);
const number = fc.constantFrom(1, 2, 3);
const numbers = fc.oneof(number, bounds(number));
const dates = bounds(fc.constantFrom("2026-11-01", "2026-11-01T12:00:00Z", "-15d", "-14d"));
const within = few(["SHOP-1", "SHOP-2", "project:SHOP"]);

/** Two tests of one key. */
const twoTests: fc.Arbitrary<[Condition, Condition]> = fc.oneof(
  ...[text, text, numbers, dates, fc.oneof(text, numbers, dates), within].map((test, index) => {
    const key = ["label", "type", "estimate", "createdAt", "field.size", "within"][index]!;
    return fc.tuple(test, test).map(([a, b]): [Condition, Condition] => [{ [key]: a }, { [key]: b }]);
  }),
);

/** Conditions of so few parts that one often follows from the other. */
const atom = fc.constantFrom<Condition>(
  { label: "a" },
  { label: ["a", "b"] },
  { type: "Bug" },
  { label: "a", type: "Bug" },
);
const atoms = fc.array(atom, { minLength: 1, maxLength: 2 });
const group: fc.Arbitrary<Condition> = fc
  .record({ own: fc.option(atom), any: atoms, all: atoms, not: fc.oneof(atom, atoms) }, { requiredKeys: ["own"] })
  .map(({ own, ...groups }) => ({ ...own, ...groups }))
  .filter(notEmpty);
const twoGroups: fc.Arbitrary<[Condition, Condition]> = fc.oneof(
  fc.tuple(group, group),
  fc.tuple(group, group).map(([a, b]): [Condition, Condition] => [{ all: [a, b] }, a]),
  fc.tuple(group, group).map(([a, b]): [Condition, Condition] => [a, { any: [b, a] }]),
  fc.tuple(group, group).map(([a, b]): [Condition, Condition] => [{ not: a }, { not: [b] }]),
);

const size = fc.constantFrom(
  null,
  1,
  2,
  3,
  "3",
  "a",
  "beta/ui",
  ["a", "b"],
  "2026-11-01",
  "2026-10-31T12:00:00Z",
  true,
);
const created = [
  "2026-10-31T00:00:00.000Z",
  "2026-11-01T00:00:00.000Z",
  "2026-11-01T12:00:00.000Z",
  "2026-11-02T00:00:00.000Z",
];
const issue = fc
  .record({
    key: fc.constantFrom("SHOP-1", "SHOP-2", "ENG-1"),
    project: fc.constantFrom(null, "SHOP"),
    labels: fc.subarray([...labels, "B"]),
    type: fc.constantFrom("Bug", "Task"),
    estimate: fc.constantFrom(null, 0, 1, 2, 3, 4),
    createdAt: fc.constantFrom(null, ...created),
    fields: fc.record({ size }),
  })
  .map((given) => anIssue("jira:1", given));

describe("a rule that is said never to win", () => {
  it.each([
    ["tests of a key", twoTests],
    ["groups", twoGroups],
  ])("matches nothing that the rule before it does not match: %s", (_, pairs) => {
    let told = 0;
    fc.assert(
      fc.property(pairs, fc.array(issue, { minLength: 20, maxLength: 20 }), ([narrow, wide], issues) => {
        if (!conditionImplies(narrow, wide)) return;
        told++;
        const wrong = issues.filter((each) => verdict(narrow, each) === true && verdict(wide, each) !== true);
        expect(wrong).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
    expect(told).toBeGreaterThan(400);
  });
});

function ids(rules: readonly Rule[]): readonly (readonly [string, string])[] {
  return [...hiddenRules(rules)].map(([rule, winner]) => [rule.id, winner.id]);
}

describe("hiddenRules", () => {
  it("looks at rules of the same key result, and at earlier ones only", () => {
    const rules = [
      aRule({ label: "a" }, { id: "1", keyResultId: "x" }),
      aRule({ label: ["a", "b"] }, { id: "2", keyResultId: "x" }),
      aRule({ label: "b", team: "ENG" }, { id: "3", keyResultId: "x" }),
      aRule({ label: "b", team: "ENG" }, { id: "4", keyResultId: "y" }),
      aRule({ label: "A" }, { id: "5", keyResultId: "x" }),
    ];
    expect(ids(rules)).toEqual([
      ["3", "2"],
      ["5", "1"],
    ]);
  });

  it("finds one among thousands, and does not compare them all", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => aRule({ project: "SHOP", label: `l${i}` }, { id: `r${i}` }));
    const late = aRule({ type: "Bug", label: "L4999", project: "shop" }, { id: "late" });
    expect(ids([...many, late])).toEqual([["late", "r4999"]]);
  });
});
