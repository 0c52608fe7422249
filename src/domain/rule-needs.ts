/** What an issue has to have for a condition to hold, as far as it can be looked up: the index files rules by it. */
import { type FieldTest, isTextTest } from "./field-test.ts";
import type { JqlExpression } from "./jql.ts";
import { type Condition, type TextKey, type TextTest, textKeys } from "./rule.ts";
import { isList } from "./text-test.ts";
import { readWithin } from "./within.ts";

/** Attributes by which rules are found; `named`, `inProject` and `inInitiative` are what `within` asks for. */
export type TraitKey = TextKey | `field.${string}` | "named" | "inProject" | "inInitiative";

/** A value of an attribute, in lower case; or only what it begins with. */
export interface Trait {
  key: TraitKey;
  text: string;
  begins: boolean;
}

/** One of the traits, or all that one of the alternatives needs. */
export interface Need {
  traits: readonly Trait[];
  alternatives: readonly (readonly Need[])[];
}

/** A subject that lacks any of these fails the condition; others may hold or not. None where nothing can be looked up. */
export function needsOf(condition: Condition): readonly Need[] {
  return Object.entries(condition).flatMap(([key, wanted]) => (wanted === undefined ? [] : needsOfKey(key, wanted)));
}

function needsOfKey(key: string, wanted: unknown): readonly Need[] {
  if (key === "any") return oneOf((wanted as readonly Condition[]).map(needsOf));
  if (key === "all") return (wanted as readonly Condition[]).flatMap(needsOf);
  if (key === "jql") return needsOfJql((wanted as { expression: JqlExpression }).expression);
  if (key === "within") return oneTrait(textsOf(wanted as string | readonly string[]).flatMap(traitsOfWithin));
  if (isTextKey(key) || (isFieldKey(key) && isTextTest(wanted as FieldTest))) {
    return needsOfText(key, wanted as TextTest);
  }
  return [];
}

function needsOfJql(expression: JqlExpression): readonly Need[] {
  if (expression.kind === "clause") return needsOf(expression.condition);
  const parts = expression.parts.map(needsOfJql);
  return expression.kind === "and" ? parts.flat() : oneOf(parts);
}

/** Where one alternative needs nothing that can be looked up, or there is none at all, nothing can be said. */
function oneOf(alternatives: readonly (readonly Need[])[]): readonly Need[] {
  if (alternatives.length === 0 || alternatives.some((needs) => needs.length === 0)) return [];
  return [{ traits: [], alternatives }];
}

function oneTrait(traits: readonly Trait[]): readonly Need[] {
  return [{ traits, alternatives: [] }];
}

function needsOfText(key: TraitKey, test: TextTest): readonly Need[] {
  if (typeof test === "string" || isList(test)) return needsOfGlobs(key, textsOf(test));
  const all = (test.all ?? []).flatMap((glob) => needsOfGlobs(key, [glob]));
  return test.any === undefined ? all : [...needsOfGlobs(key, test.any), ...all];
}

/** A glob that begins with `*` can be anything. */
function needsOfGlobs(key: TraitKey, globs: readonly string[]): readonly Need[] {
  const traits = globs.map((glob): Trait => {
    const [text, ...rest] = glob.toLowerCase().split("*") as [string, ...string[]];
    return { key, text, begins: rest.length > 0 };
  });
  return traits.some(({ text, begins }) => begins && text === "") ? [] : oneTrait(traits);
}

function traitsOfWithin(text: string): Trait[] {
  const { name, container } = readWithin(text);
  const named: Trait = { key: "named", text: name, begins: false };
  if (container === null) return [named];
  const key = container.kind === "project" ? "inProject" : "inInitiative";
  return [named, { key, text: container.name, begins: false }];
}

function textsOf(texts: string | readonly string[]): readonly string[] {
  return typeof texts === "string" ? [texts] : texts;
}

function isTextKey(key: string): key is TextKey {
  return textKeys.some((each) => each === key);
}

function isFieldKey(key: string): key is `field.${string}` {
  return key.startsWith("field.");
}
