/** The plain keys of conditions, each compiled into a test of its own. See spec config.md, mapping.yaml. */
import { dateAttributes, listKeys, numberAttributes, type Subject, textAttributes } from "./attribute.ts";
import { compileDateTest, isRelative } from "./date-test.ts";
import { compileFieldTest, fieldValues, type FieldTest, isRelativeFieldTest } from "./field-test.ts";
import { compileNumberTest } from "./number-test.ts";
import type { Day } from "./okr.ts";
import type { CompilePattern } from "./pattern.ts";
import {
  type DateKey,
  type DateTest,
  dateKeys,
  type NumberKey,
  type NumberTest,
  numberKeys,
  type TextKey,
  type TextTest,
  textKeys,
} from "./rule.ts";
import { compileTextTest } from "./text-test.ts";
import { compileWithin } from "./within.ts";

/** Null: the condition mentions nothing that could hold or fail. */
export type Verdict = boolean | null;

/** What one key of a condition amounts to. */
export interface KeyTest {
  matches: (subject: Subject, today: Day) => Verdict;
  /** What the issue has there, for people. */
  found: (subject: Subject, today: Day) => unknown;
  /** True where `found` is the failed key inside, to be named instead of this one. */
  passesOn?: boolean;
  /** Whether the outcome depends on the day it is asked on. */
  usesToday: boolean;
}

const plainKeys: Readonly<Record<string, (wanted: unknown, compilePattern: CompilePattern) => KeyTest>> = {
  ...Object.fromEntries(
    textKeys.map((key) => [key, (wanted, compilePattern) => compileText(key, wanted as TextTest, compilePattern)]),
  ),
  ...Object.fromEntries(numberKeys.map((key) => [key, (wanted) => compileNumber(key, wanted as number | NumberTest)])),
  ...Object.fromEntries(dateKeys.map((key) => [key, (wanted) => compileDate(key, wanted as DateTest)])),
  within: (wanted) => compileWithins(wanted as string | readonly string[]),
};

/** Throws on a key that nobody knows: the configuration was to refuse it. */
export function compilePlainKey(key: string, wanted: unknown, compilePattern: CompilePattern): KeyTest {
  if (Object.hasOwn(plainKeys, key)) return plainKeys[key]!(wanted, compilePattern);
  if (key.startsWith("field.")) return compileField(key.slice("field.".length), wanted as FieldTest, compilePattern);
  throw new TypeError(`no condition key: ${key}`);
}

function compileText(key: TextKey, test: TextTest, compilePattern: CompilePattern): KeyTest {
  const matches = compileTextTest(test, compilePattern);
  const valuesOf = (subject: Subject) =>
    textAttributes[key](subject).filter((value): value is string => value !== null && value !== "");
  return {
    matches: (subject) => matches(valuesOf(subject)),
    found: (subject) => (listKeys.has(key) ? valuesOf(subject) : (valuesOf(subject)[0] ?? null)),
    usesToday: false,
  };
}

function compileNumber(key: NumberKey, test: number | NumberTest): KeyTest {
  const matches = compileNumberTest(test);
  const valueOf = (subject: Subject) => numberAttributes[key](subject.issue);
  return { matches: (subject) => matches(present(valueOf(subject))), found: valueOf, usesToday: false };
}

function compileDate(key: DateKey, test: DateTest): KeyTest {
  const matches = compileDateTest(test);
  const valueOf = (subject: Subject) => dateAttributes[key](subject.issue);
  return {
    matches: (subject, today) => matches(present(valueOf(subject)), today),
    found: valueOf,
    usesToday: isRelative(test),
  };
}

function present<Value>(value: Value | null): Value[] {
  return value === null ? [] : [value];
}

function compileField(alias: string, test: FieldTest, compilePattern: CompilePattern): KeyTest {
  const matches = compileFieldTest(test, compilePattern);
  return {
    matches: ({ issue }, today) => matches(fieldValues(issue, alias), today),
    found: ({ issue }) => (Object.hasOwn(issue.fields, alias) ? issue.fields[alias] : null),
    usesToday: isRelativeFieldTest(test),
  };
}

function compileWithins(wanted: string | readonly string[]): KeyTest {
  const matchers = (typeof wanted === "string" ? [wanted] : wanted).map(compileWithin);
  return {
    matches: (subject) => matchers.some((isWithin) => isWithin(subject)),
    found: ({ ancestors }) => ancestors.map(({ issue, title, names }) => issue?.key ?? title ?? names[0]),
    usesToday: false,
  };
}
