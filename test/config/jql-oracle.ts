/**
 * JQL as Jira means it, written down once more: small random queries and their answers by three truth values. What is compared
 * with an empty field is neither true nor false, and neither is its negation.
 */
import * as fc from "fast-check";
import type { Issue } from "../../src/domain/issue.ts";
import { anIssue } from "../domain/samples.ts";

/** Null: unknown, because the field is empty. */
type Truth = boolean | null;

export interface Query {
  text: string;
  truth: (issue: Issue) => Truth;
}

const labels = ["red", "Blue", "gr*n", "two words"];
const words = ["pay", "card", "überweisung", "cart"];
const instants = [
  "2026-11-01T00:00:00.000Z",
  "2026-11-01T12:00:00.000Z",
  "2026-11-15T23:59:59.999Z",
  "2026-11-16T00:00:00.000Z",
];

export const someIssue: fc.Arbitrary<Issue> = fc
  .record({
    labels: fc.subarray(["RED", "blue", "gr*n", "green", "Two Words"]),
    resolution: fc.constantFrom(null, "Done", "Duplicate"),
    title: fc.subarray(["Pay", "card,", "(cart)", "ÜBERWEISUNG", "payment"]).map((parts) => parts.join(" ")),
    estimate: fc.constantFrom(null, 0, 1, 2.5),
    createdAt: fc.constantFrom(null, ...instants),
    fields: fc.record({ betaScore: fc.constantFrom(null, 1, "1", ["red", "1"], "Red", []) }),
    statusCategory: fc.constantFrom("backlog", "unstarted", "started", "completed", "canceled"),
  })
  .map((changes) => anIssue("jira:1", changes));

/** Quoted with either quote, or not at all where that is allowed. */
function written(text: string): fc.Arbitrary<string> {
  const plain = /^[A-Za-z0-9.]+$/.test(text) ? [text] : [];
  return fc.constantFrom(...plain, JSON.stringify(text), `'${text}'`);
}

function cased(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(text, text.toLowerCase(), text.toUpperCase());
}

interface Choice {
  name: string;
  values: readonly string[];
  /** Lower case. */
  valuesOf: (issue: Issue) => readonly string[];
}

const choices: readonly Choice[] = [
  { name: "labels", values: labels, valuesOf: (issue) => issue.labels },
  {
    name: "resolution",
    values: ["Done", "duplicate", "Other"],
    valuesOf: ({ resolution }) => (resolution === null ? [] : [resolution]),
  },
  {
    name: "betaScore",
    values: ["red", "1", "two"],
    valuesOf: ({ fields }) => [fields["betaScore"] ?? []].flat().map(String),
  },
];

/** `=`, `!=`, `IN`, `NOT IN`, `IS` and `IS NOT`, with and without EMPTY. */
const choice: fc.Arbitrary<Query> = fc.constantFrom(...choices).chain(({ name, values, valuesOf }) => {
  const value = fc.constantFrom(...values, null);
  const operand = (each: string | null) =>
    each === null ? fc.constantFrom("EMPTY", "null") : cased(each).chain(written);
  return fc
    .tuple(fc.array(value, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), cased(name))
    .chain(([wanted, negated, asList, field]) => {
      const list = wanted.length > 1 || asList;
      const operator = list ? (negated ? "not in" : "in") : negated ? "!=" : "=";
      return fc.tuple(...wanted.map(operand)).map((operands) => ({
        text: `${field} ${operator} ${list ? `(${operands.join(", ")})` : operands[0]!}`,
        truth: (issue: Issue) => {
          const own = valuesOf(issue).map((each) => each.toLowerCase());
          const answer =
            own.length === 0
              ? wanted.includes(null)
                ? true
                : null
              : own.some((each) => wanted.some((one) => one?.toLowerCase() === each));
          return negated ? not(answer) : answer;
        },
      }));
    });
});

const emptiness: fc.Arbitrary<Query> = fc
  .tuple(fc.constantFrom("summary", "estimate", "created"), fc.boolean())
  .map(([field, negated]) => ({
    text: `${field} is ${negated ? "not " : ""}empty`,
    truth: (issue) => isEmpty(field, issue) !== negated,
  }));

function isEmpty(field: string, issue: Issue): boolean {
  if (field === "summary") return issue.title === "";
  return (field === "estimate" ? issue.estimate : issue.createdAt) === null;
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
};

const number: fc.Arbitrary<Query> = fc
  .tuple(
    fc.constantFrom(...Object.keys(comparisons)),
    fc.constantFrom(0, 1, 2.5, -3),
    fc.constantFrom("estimate", '"Story Points"', "cf[10016]"),
  )
  .map(([operator, bound, field]) => ({
    text: `${field}${operator}${bound}`,
    truth: ({ estimate }) => (estimate === null ? null : comparisons[operator]!(estimate - bound)),
  }));

/** Written bounds and the first instant that is not before them; days count from 2026-11-16. */
const bounds: readonly (readonly [text: string, instant: string])[] = [
  ["2026-11-01", "2026-11-01T00:00:00.000Z"],
  ['"2026/11/01 12:00"', "2026-11-01T12:00:00.000Z"],
];
const days: readonly (readonly [text: string, start: string])[] = [
  ["-15d", "2026-11-01T00:00:00.000Z"],
  ["0d", "2026-11-16T00:00:00.000Z"],
  ["startOfDay()", "2026-11-16T00:00:00.000Z"],
  ["endOfDay(-1)", "2026-11-16T00:00:00.000Z"],
];

const date: fc.Arbitrary<Query> = fc.oneof(
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), fc.constantFrom(...bounds)).map(([operator, [text, instant]]) => ({
    text: `created ${operator} ${text}`,
    truth: ({ createdAt }: Issue) =>
      createdAt === null ? null : comparisons[operator]!(createdAt < instant ? -1 : createdAt > instant ? 1 : 0),
  })),
  // From a day on, or before it: which of the two signs is written makes no difference.
  fc.tuple(fc.constantFrom("<", "<=", ">", ">="), fc.constantFrom(...days)).map(([operator, [text, start]]) => ({
    text: `created ${operator} ${text}`,
    truth: ({ createdAt }: Issue) => (createdAt === null ? null : operator.startsWith(">") === createdAt >= start),
  })),
);

const search: fc.Arbitrary<Query> = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom(...words), fc.boolean()), { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([wanted, negated]) => ({
    text: `summary ${negated ? "!~" : "~"} ${JSON.stringify(wanted.map(([word, open]) => word + (open ? "*" : "")).join(" "))}`,
    truth: ({ title }) => {
      const own = title
        .toLowerCase()
        .split(/[ ,()]+/)
        .filter((each) => each !== "");
      const found = wanted.every(([word, open]) => own.some((each) => (open ? each.startsWith(word) : each === word)));
      return own.length === 0 ? null : found !== negated;
    },
  }));

const category: fc.Arbitrary<Query> = fc
  .tuple(fc.constantFrom("To Do", "In Progress", "Done"), fc.boolean())
  .map(([name, negated]) => ({
    text: `statusCategory ${negated ? "!=" : "="} '${name}'`,
    truth: ({ statusCategory }) => (categoryNames[statusCategory] === name) !== negated,
  }));

const categoryNames = {
  backlog: "To Do",
  unstarted: "To Do",
  started: "In Progress",
  completed: "Done",
  canceled: "Done",
};

export const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthSize: "small", withCrossShrink: true },
    fc.oneof(choice, choice, emptiness, number, date, search, category),
    fc.tuple(tie("query"), tie("query"), fc.constantFrom("AND", "and", "&&")).map(([a, b, operator]) => ({
      text: `(${a.text}) ${operator} (${b.text})`,
      truth: (issue: Issue) => both(a.truth(issue), b.truth(issue)),
    })),
    fc.tuple(tie("query"), tie("query"), fc.constantFrom("OR", "or", "|")).map(([a, b, operator]) => ({
      text: `(${a.text}) ${operator} (${b.text})`,
      truth: (issue: Issue) => not(both(not(a.truth(issue)), not(b.truth(issue)))),
    })),
    fc.tuple(tie("query"), fc.constantFrom("NOT ", "not ", "!")).map(([a, operator]) => ({
      text: `${operator}(${a.text})`,
      truth: (issue: Issue) => not(a.truth(issue)),
    })),
  ),
}));

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}
