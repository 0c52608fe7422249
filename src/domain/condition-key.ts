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
import { compileTextTest, hasText, plainTextOf } from "./text-test.ts";
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

/** What an issue has is shown the same way whatever rule asks. */
type Found = KeyTest["found"];

const textsFound = Object.fromEntries(textKeys.map((key) => [key, foundTexts(key)])) as Readonly<
  Record<TextKey, Found>
>;

function foundTexts(key: TextKey): Found {
  const presentIn = (subject: Subject) =>
    textAttributes[key](subject).filter((value) => value !== null && value !== "");
  return listKeys.has(key) ? presentIn : (subject) => presentIn(subject)[0] ?? null;
}

function compileText(key: TextKey, test: TextTest, compilePattern: CompilePattern): KeyTest {
  return { matches: textMatcher(textAttributes[key], test, compilePattern), found: textsFound[key], usesToday: false };
}

function textMatcher(
  valuesOf: (typeof textAttributes)[TextKey],
  test: TextTest,
  compilePattern: CompilePattern,
): (subject: Subject) => boolean {
  const plain = plainTextOf(test);
  if (plain !== null) return (subject) => hasText(valuesOf(subject), plain);
  const matches = compileTextTest(test, compilePattern);
  return (subject) => matches(valuesOf(subject));
}

function compileNumber(key: NumberKey, test: number | NumberTest): KeyTest {
  const matches = compileNumberTest(test);
  const valueOf = numberAttributes[key];
  return {
    matches: ({ issue }) => matches(present(valueOf(issue))),
    found: ({ issue }) => valueOf(issue),
    usesToday: false,
  };
}

function compileDate(key: DateKey, test: DateTest): KeyTest {
  const matches = compileDateTest(test);
  const valueOf = dateAttributes[key];
  return {
    matches: ({ issue }, today) => matches(present(valueOf(issue)), today),
    found: ({ issue }) => valueOf(issue),
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
  if (typeof wanted === "string") return { matches: compileWithin(wanted), found: foundAbove, usesToday: false };
  const matchers = wanted.map(compileWithin);
  return { matches: (subject) => matchers.some((isWithin) => isWithin(subject)), found: foundAbove, usesToday: false };
}

function foundAbove({ ancestors }: Subject) {
  return ancestors.map(({ issue, title, names }) => issue?.key ?? title ?? names[0]);
}
