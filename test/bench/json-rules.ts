/** The same rules for json-rules-engine: its conditions are ours, key by key; its facts are what our keys look at. */
import { Engine, type NestedCondition } from "json-rules-engine";
import { dateAttributes, numberAttributes, type Subject } from "../../src/domain/attribute.ts";
import type { JqlExpression } from "../../src/domain/jql.ts";
import {
  type Condition,
  type DateTest,
  dateKeys,
  type NumberTest,
  numberKeys,
  type Rule,
  type TextTest,
  textKeys,
} from "../../src/domain/rule.ts";
import { traitTextsOf } from "../../src/domain/subject-traits.ts";
import { readWithin } from "../../src/domain/within.ts";

/** Its event's type is the rule's position. */
export function jsonRulesEngine(rules: readonly Rule[], today: string): Engine {
  const engine = new Engine();
  engine.addOperator("has", (values: readonly string[], wanted: readonly string[]) =>
    wanted.some((text) =>
      text.endsWith("*") ? values.some((each) => each.startsWith(text.slice(0, -1))) : values.includes(text),
    ),
  );
  engine.addOperator("matches", (values: readonly string[], wanted: RegExp) =>
    values.some((each) => wanted.test(each)),
  );
  engine.addOperator("exists", (values: readonly string[], wanted: boolean) => values.length > 0 === wanted);
  engine.addOperator("since", (value: string | null, wanted: string) => value !== null && value >= wanted);
  engine.addOperator("atLeast", (value: number | null, wanted: number) => value !== null && value >= wanted);
  engine.addOperator("below", (value: number | null, wanted: number) => value !== null && value < wanted);
  for (const [position, { when }] of rules.entries()) {
    engine.addRule({ conditions: { all: conditionsOf(when, today) }, event: { type: String(position) } });
  }
  return engine;
}

const traitKeys = [...textKeys, "named", "inProject", "inInitiative"] as const;

/** Worked out beforehand: its time is not counted. */
export function factsOf(subject: Subject): Record<string, unknown> {
  const { issue } = subject;
  return Object.fromEntries([
    ...traitKeys.map((key) => [key, traitTextsOf(key)(subject)]),
    ...numberKeys.map((key) => [key, numberAttributes[key](issue)]),
    ...dateKeys.map((key) => [key, dateAttributes[key](issue)]),
    ["titles", [issue.title]],
  ]);
}

function conditionsOf(condition: Condition, today: string): NestedCondition[] {
  return Object.entries(condition).map(([key, wanted]) => keyOf(key, wanted, today));
}

function keyOf(key: string, wanted: unknown, today: string): NestedCondition {
  const each = (conditions: unknown) =>
    [conditions].flat().map((one): NestedCondition => ({ all: conditionsOf(one as Condition, today) }));
  if (key === "any") return { any: each(wanted) };
  if (key === "all") return { all: each(wanted) };
  if (key === "not") return { not: { any: each(wanted) } };
  if (key === "jql") return expressionOf((wanted as { expression: JqlExpression }).expression, today);
  if (key === "within") return { any: [wanted].flat().flatMap((text) => withinOf(text as string)) };
  if (key === "createdAt") return { fact: key, operator: "since", value: sinceOf(wanted as DateTest, today) };
  if (numberKeys.some((number) => number === key)) return numberOf(key, wanted as number | NumberTest);
  return { all: textsOf(key, wanted as TextTest) };
}

function expressionOf(expression: JqlExpression, today: string): NestedCondition {
  if (expression.kind === "clause") return { all: conditionsOf(expression.condition, today) };
  const parts = expression.parts.map((part) => expressionOf(part, today));
  return expression.kind === "and" ? { all: parts } : { any: parts };
}

function withinOf(text: string): NestedCondition[] {
  const { name, container } = readWithin(text);
  const named = { fact: "named", operator: "has", value: [name] };
  if (container === null) return [named];
  return [
    named,
    { fact: container.kind === "project" ? "inProject" : "inInitiative", operator: "has", value: [container.name] },
  ];
}

function numberOf(fact: string, wanted: number | NumberTest): NestedCondition {
  if (typeof wanted === "number") return { fact, operator: "equal", value: wanted };
  return "gte" in wanted
    ? { fact, operator: "atLeast", value: wanted.gte }
    : { fact, operator: "below", value: wanted.lt };
}

function sinceOf({ gte }: DateTest, today: string): string {
  return new Date(Date.parse(today) + Number.parseInt(gte!, 10) * 86_400_000).toISOString();
}

function textsOf(fact: string, test: TextTest): NestedCondition[] {
  const folded = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  if (typeof test === "string") return [{ fact, operator: "has", value: folded([test]) }];
  if (!("any" in test || "none" in test || "matches" in test || "exists" in test)) {
    return [{ fact, operator: "has", value: folded(test as readonly string[]) }];
  }
  const { none, matches, exists } = test;
  const all: NestedCondition[] = [];
  if (none !== undefined) all.push({ not: { fact, operator: "has", value: folded(none) } });
  if (matches !== undefined) {
    const pattern = new RegExp(matches.replace("(?i)", ""), matches.startsWith("(?i)") ? "i" : "");
    all.push({ fact: "titles", operator: "matches", value: pattern });
  }
  if (exists !== undefined) all.push({ fact, operator: "exists", value: exists });
  return all;
}
