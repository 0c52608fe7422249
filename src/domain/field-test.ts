/** Tests of custom fields, `field.<alias>`: text, number or date by the test's own shape. */
import { compileDateTest, instantOf, isRelative } from "./date-test.ts";
import type { FieldValue, Issue } from "./issue.ts";
import { compileNumberTest, numberOf } from "./number-test.ts";
import type { Day } from "./okr.ts";
import type { CompilePattern } from "./pattern.ts";
import type { DateTest, NumberTest, TextTest } from "./rule.ts";
import { compileTextTest } from "./text-test.ts";

export type FieldTest = TextTest | number | NumberTest | DateTest;

type Plain = string | number | boolean;

/** A test over a field's values; only dates ask for `today`. */
export function compileFieldTest(
  test: FieldTest,
  compilePattern: CompilePattern,
): (values: readonly Plain[], today: Day) => boolean {
  if (isNumberTest(test)) {
    const matches = compileNumberTest(test);
    return (values) => matches(values.map(asNumber).filter((value) => value !== null));
  }
  if (isDateTest(test)) {
    const matches = compileDateTest(test);
    return (values, today) =>
      matches(
        values.map(asInstant).filter((value) => value !== null),
        today,
      );
  }
  const matches = compileTextTest(test, compilePattern);
  return (values) => matches(values.map(String));
}

/** Whether the field's values are compared as text. */
export function isTextTest(test: FieldTest): test is TextTest {
  return !isNumberTest(test) && !isDateTest(test);
}

export function isRelativeFieldTest(test: FieldTest): boolean {
  return isDateTest(test) && isRelative(test);
}

/** The field's values; none where the issue lacks it, or where it is null or empty text. */
export function fieldValues(issue: Issue, alias: string): readonly Plain[] {
  const value = Object.hasOwn(issue.fields, alias) ? issue.fields[alias]! : null;
  return asList(value).filter((each) => each !== null && each !== "") as readonly Plain[];
}

function asList(value: FieldValue): readonly (Plain | null)[] {
  return typeof value === "object" && value !== null ? value : [value];
}

function asNumber(value: Plain): number | null {
  return numberOf(value);
}

function asInstant(value: Plain): string | null {
  return typeof value === "string" ? instantOf(value) : null;
}

function bounds(test: FieldTest): readonly unknown[] {
  if (typeof test !== "object" || Array.isArray(test)) return [];
  const { gte, gt, lte, lt } = test as Record<string, unknown>;
  return [gte, gt, lte, lt];
}

function isNumberTest(test: FieldTest): test is number | NumberTest {
  return typeof test === "number" || bounds(test).some((bound) => typeof bound === "number");
}

function isDateTest(test: FieldTest): test is DateTest {
  return bounds(test).some((bound) => typeof bound === "string");
}
