/** Why a rule does not apply, as a sentence. */
import { plainText } from "../domain/plain-text.ts";
import { shorten } from "./text-width.ts";

export interface Failure {
  key: string;
  wanted?: unknown;
  found?: unknown;
}

/** More than this is nobody's sentence. */
const greatestWidth = 400;

/** `label: wanted beta, found [spike]`. */
export function describeFailure(failure: Failure): string {
  return shorten(plainText(sentenceOf(failure)), greatestWidth);
}

function sentenceOf({ key, wanted, found }: Failure): string {
  if (key === "removed") return "the issue is removed from its tracker";
  if (key === "when") return "the rule's condition says nothing";
  if (key === "not") return `not: ${conditionText(found)} holds`;
  if (key === "any" && Array.isArray(found)) return anySentence(found as unknown[]);
  return `${key}: wanted ${wantedText(wanted)}, found ${valueText(found)}`;
}

/** Why each alternative fails; one that says nothing has no failure. */
function anySentence(found: readonly unknown[]): string {
  const reasons = found.map((each) => (isFailure(each) ? `(${sentenceOf(each)})` : "(it says nothing)"));
  return `any: none of ${reasons.length} alternatives holds: ${reasons.join(" ")}`;
}

function isFailure(value: unknown): value is Failure {
  return isRecord(value) && typeof value["key"] === "string";
}

const forms: Readonly<Record<string, (value: unknown) => string>> = {
  any: (value) => `one of ${valueText(value)}`,
  all: (value) => `all of ${valueText(value)}`,
  none: (value) => `none of ${valueText(value)}`,
  matches: (value) => `a match of /${valueText(value)}/`,
  exists: (value) => (value === true ? "any value" : "no value"),
  gte: (value) => `≥ ${valueText(value)}`,
  gt: (value) => `> ${valueText(value)}`,
  lte: (value) => `≤ ${valueText(value)}`,
  lt: (value) => `< ${valueText(value)}`,
};

function wantedText(wanted: unknown): string {
  if (Array.isArray(wanted)) return `one of ${valueText(wanted)}`;
  if (!isRecord(wanted)) return valueText(wanted);
  return Object.entries(wanted)
    .map(([form, value]) => forms[form]?.(value) ?? `${form} ${valueText(value)}`)
    .join(" and ");
}

/** A condition in the words of `mapping.yaml`. */
function conditionText(condition: unknown): string {
  if (!isRecord(condition)) return valueText(condition);
  return Object.entries(condition)
    .map(
      ([key, wanted]) => `${key} ${key === "jql" && isRecord(wanted) ? valueText(wanted["text"]) : wantedText(wanted)}`,
    )
    .join(" and ");
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : `[${value.map(valueText).join(", ")}]`;
  if (isRecord(value)) return conditionText(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
