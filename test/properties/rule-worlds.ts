/** Random rules of every shape, and random issues that they may be about: few words, many spellings. */
import * as fc from "fast-check";
import type { Subject } from "../../src/domain/attribute.ts";
import type { Issue } from "../../src/domain/issue.ts";
import type { Jql, JqlExpression } from "../../src/domain/jql.ts";
import { type Condition, type TextKey, type TextTest, textKeys } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { query } from "../config/jql-oracle.ts";
import { goodQuery } from "../config/jql-reading.ts";
import { arbitraryState } from "../domain/arbitraries.ts";
import { fold } from "./naive-match.ts";

/** Some of them are equal in lower case, some only look so, and some change their length. */
const words = [
  "beta",
  "Beta/UI",
  "beta/ui",
  "İzmir",
  "i̇zmir",
  "izmir",
  "Straße",
  "STRASSE",
  "\u212Aelvin",
  "kelvin",
  "ΟΔΟΣ",
];
const globs = ["beta*", "*UI", "b*/*", "İ*", "i*", "*", "str*e", "BETA/*", "\u212A*", "ΟΔΟΣ*", ""];
const people = ["Ann", "ann@example.com"];

const own: { readonly [K in TextKey]?: readonly string[] } = {
  source: ["jira", "JIRA", "linear"],
  project: ["SHOP", "BETA", "Payments", "p1", ...words],
  type: ["Story", "Bug"],
  status: ["To Do", "done", "In Review"],
  statusCategory: ["started", "completed", "canceled"],
  resolution: ["Done", "duplicate"],
  initiative: ["Grow", "i1", ...words],
  key: ["SHOP-1", "shop-2", "ENG-1"],
  parent: ["SHOP-1", "shop-2", "ENG-1", "jira:1"],
  title: ["Pay by card", "Payments", ...words],
  assignee: people,
  creator: people,
};

function textTest(values: readonly string[]): fc.Arbitrary<TextTest> {
  const text = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, fc.constantFrom(...globs));
  const list = fc.array(text, { maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 2, arbitrary: list },
    fc
      .record(
        { any: list, all: list, none: list, matches: fc.constantFrom("beta", "Pay", "i"), exists: fc.boolean() },
        { requiredKeys: [] },
      )
      .filter((test) => Object.keys(test).length > 0),
  );
}

const textCondition: fc.Arbitrary<Condition> = fc
  .constantFrom<TextKey>(...textKeys)
  .chain((key) => textTest(own[key] ?? words).map((test) => ({ [key]: test })));

const references = [
  "SHOP-1",
  " eng-1",
  "jira:2",
  "p1",
  "linear:i1",
  "nobody",
  "",
  "https://acme.atlassian.net/browse/SHOP-1?x=1",
  "https://linear.app/acme/issue/ENG-1/some-title",
  "https://linear.app/acme/project/payments-p1",
  "project:SHOP",
  "Project: payments",
  "project:İzmir",
  "project:p2",
  "project:1",
  "initiative:grow",
  "initiative: Straße",
  "initiative:",
];
const reference = fc.constantFrom(...references);

const otherCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: reference.map((within): Condition => ({ within })) },
  fc.array(reference, { maxLength: 3 }).map((within): Condition => ({ within })),
  fc.constantFrom<Condition>(
    {},
    { estimate: { gte: 1 } },
    { estimate: 3 },
    { level: { gt: -1, lt: 1 } },
    { updatedAt: { gte: "-4d" } },
    { createdAt: { lte: "2026-11-12" } },
    { completedAt: { exists: true } },
    { "field.arr": 3 },
    { "field.arr": { gt: "2026-11-01", lte: "0d" } },
  ),
  textTest(words).map((test): Condition => ({ "field.word": test })),
);

const truth = (holds: (issue: Issue) => boolean) => (subject: Subject) => holds(subject.issue);

interface WrittenQuery {
  text: string;
  truth: (subject: Subject) => boolean;
}

const plainQuery: fc.Arbitrary<WrittenQuery> = fc.oneof(
  fc.constantFrom("beta", "İzmir", "STRASSE", "Beta/UI").map((label) => ({
    text: `labels = ${JSON.stringify(label)}`,
    truth: truth(({ labels }) => labels.some((each) => fold(each) === fold(label))),
  })),
  fc.constantFrom("Story", "bug").map((type) => ({
    text: `type in (${type}, Epic)`,
    truth: truth((issue) => fold(issue.type) === fold(type)),
  })),
  fc.constantFrom("SHOP-1", "ENG-1").map((key) => ({
    text: `key in (${key}, NO-1)`,
    truth: truth((issue) => fold(issue.key) === fold(key)),
  })),
  fc.constantFrom("beta", "kelvin").map((component) => ({
    text: `component = ${component} and statusCategory != Done`,
    truth: truth(
      ({ components, statusCategory }) =>
        components.some((each) => fold(each) === component) && !["completed", "canceled"].includes(statusCategory),
    ),
  })),
  query.map(({ text, truth: answer }) => ({ text, truth: truth((issue) => answer(issue) === true) })),
);

const writtenQuery: fc.Arbitrary<WrittenQuery> = fc.oneof(
  plainQuery,
  fc.tuple(plainQuery, plainQuery, fc.constantFrom("and", "or")).map(([a, b, operator]) => ({
    text: `(${a.text}) ${operator} (${b.text})`,
    truth: (subject: Subject) =>
      operator === "and" ? a.truth(subject) && b.truth(subject) : a.truth(subject) || b.truth(subject),
  })),
);

/** Whether the queries that `conditions` has made up find an issue, by what they mean. */
export const truths = new WeakMap<Jql, (subject: Subject) => boolean>();

const readQuery: fc.Arbitrary<Condition> = writtenQuery.map(({ text, truth: answer }) => {
  const jql = goodQuery(text);
  truths.set(jql, answer);
  return { jql };
});

export const { condition } = fc.letrec<{ condition: Condition; expression: JqlExpression }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: "small", withCrossShrink: true },
    textCondition,
    otherCondition,
    fc.tuple(textCondition, textCondition, otherCondition).map((parts) => Object.assign({}, ...parts)),
    fc.array(tie("condition"), { maxLength: 3 }).map((any) => ({ any })),
    fc.tuple(textCondition, fc.array(tie("condition"), { maxLength: 3 })).map(([when, any]) => ({ ...when, any })),
    fc.array(tie("condition"), { maxLength: 2 }).map((all) => ({ all })),
    fc.tuple(textCondition, tie("condition")).map(([when, not]) => ({ ...when, not })),
    fc.array(tie("condition"), { maxLength: 2 }).map((not) => ({ not })),
    readQuery,
    tie("expression").map((expression) => ({ jql: { text: "…", expression } })),
  ),
  expression: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    tie("condition").map((each) => ({ kind: "clause" as const, text: "…", condition: each })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("expression"), { maxLength: 3 }))
      .map(([kind, parts]) => ({ kind, parts })),
  ),
}));

const few = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values));

const attributes = fc.record({
  team: few(words),
  labels: few([...words, "kr:a", "KR:b", "red", "Blue", "gr*n"]),
  components: few(words),
  versions: few(words),
  sprints: few(words),
  cycle: few(words),
  milestone: maybe(["", ...words]),
  priority: maybe(words),
  resolution: maybe(["Done", "Duplicate"]),
  assignee: few(people),
  creator: few(people),
  slug: maybe(["f00d", "0a1b"]),
  title: fc.constantFrom("Payments", "Grow", "Pay by card", "", ...words.filter((word) => !word.includes("/"))),
  fields: fc.record({
    arr: fc.constantFrom(null, 3, "3", "2026-11-11", ["x", "2026-11-16T10:00:00Z"]),
    word: fc.oneof(maybe(words), few(words)),
    betaScore: fc.constantFrom(null, 1, "Red", ["red", "1"]),
    keyResult: fc.constantFrom(null, "a", " B", ["c", "nobody"]),
  }),
});

function urlOf({ kind, source, key, ref }: Issue): string {
  if (kind === "issue" && source === "jira") return `https://acme.atlassian.net/browse/${key}`;
  if (kind === "issue") return `https://linear.app/acme/issue/${key}/a-title`;
  return `https://linear.app/acme/${kind}/payments-${ref.slice("linear:".length)}`;
}

/** Issues of both trackers and containers, each with what is above it. */
export const subjects: fc.Arbitrary<Subject[]> = fc
  .array(fc.tuple(arbitraryState(), attributes, fc.boolean()), { minLength: 4, maxLength: 12 })
  .map((states) => {
    const dressed = states.map(([state, given, hasUrl]) => {
      const issue = { ...state.issue, ...given };
      return { ...state, issue: { ...issue, url: hasUrl ? urlOf(issue) : null } };
    });
    const tree = buildTree(dressed);
    return [...tree].map(({ issue }) => ({ issue, ancestors: tree.ancestorsOf(issue.ref) }));
  });
