/** Clauses on fields that hold names: labels, status, people and the like. */
import { RE2JS } from "re2js";
import type { Condition, TextKey, TextTest } from "../../domain/rule.ts";
import { choiceOf, equalities, takesOperator } from "./choice.ts";
import type { ClauseCompiler } from "./checks.ts";

/** `order` says why the field has none, where people may look for it. */
export function textClause(key: TextKey, order = ""): ClauseCompiler {
  return (clause, { refuse }) => {
    const hint = clause.operator.includes("~") ? "; words are searched in summary only" : order;
    if (!takesOperator(clause, equalities, refuse, hint)) return null;
    const choice = choiceOf(clause, refuse);
    if (choice === null) return null;
    const texts = choice.values.map(({ text }) => text);
    return choice.negated ? noneOf(key, texts) : oneOf(key, texts, choice.empty);
  };
}

type Key = TextKey | `field.${string}`;

/** One of the texts, without case; a `*` in them stands for itself. */
export function oneOf(key: Key, texts: readonly string[], orEmpty: boolean): Condition {
  const { plain, pattern } = parted(texts);
  const alternatives: Condition[] = [];
  if (plain.length > 0) alternatives.push(test(key, plain.length === 1 ? plain[0]! : plain));
  if (pattern !== null) alternatives.push(test(key, { matches: pattern }));
  if (orEmpty) alternatives.push(test(key, { exists: false }));
  return anyOf(alternatives);
}

/** Something, and none of the texts. */
export function noneOf(key: Key, texts: readonly string[]): Condition {
  const { plain, pattern } = parted(texts);
  const isOther = test(key, plain.length > 0 ? { exists: true, none: plain } : { exists: true });
  return pattern === null ? isOther : { ...isOther, not: test(key, { matches: pattern }) };
}

/** At least one alternative is given. */
export function anyOf(alternatives: readonly Condition[]): Condition {
  return alternatives.length === 1 ? alternatives[0]! : { any: alternatives };
}

export function test(key: Key, wanted: TextTest): Condition {
  return { [key]: wanted };
}

/** Plain conditions take `*` as a glob, so texts that hold one are compared by a pattern. */
function parted(texts: readonly string[]): { plain: readonly string[]; pattern: string | null } {
  const starred = texts.filter((text) => text.includes("*"));
  const plain = texts.filter((text) => !text.includes("*"));
  if (starred.length === 0) return { plain, pattern: null };
  return { plain, pattern: `(?i)\\A(?:${starred.map((text) => RE2JS.quote(text)).join("|")})\\z` };
}
