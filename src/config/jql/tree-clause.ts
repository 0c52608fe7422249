/** Clauses on an issue's key and on what is above it. */
import type { Condition } from "../../domain/rule.ts";
import { choiceOf, equalities, type JqlValue, takesOperator } from "./choice.ts";
import type { ClauseCompiler } from "./checks.ts";
import { anyOf, noneOf, oneOf } from "./text-clause.ts";
import type { Refuse } from "./tree.ts";
import { quoted } from "../suggest.ts";

const childFunctions: readonly string[] = ["childissuesof", "portfoliochildissuesof"];
const keyPattern = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;

/** `issue = SHOP-12`, and `issue IN childIssuesOf("SHOP-12")` for all that is beneath it. */
export const keyClause: ClauseCompiler = (clause, { refuse }) => {
  const taken = equalities.slice(0, 4);
  if (!takesOperator(clause, taken, refuse, clause.operator.startsWith("IS") ? "; every issue has a key" : ""))
    return null;
  const choice = choiceOf(clause, refuse, childFunctions);
  if (choice === null) return null;
  const keys = keysOf(choice.values, refuse);
  const above = choice.functions.map(({ name, parameters, at }) => {
    const [key, ...more] = parameters;
    if (key !== undefined && keyPattern.test(key) && more.length === 0) return key;
    refuse(at, `${name}() takes one issue's key`);
    return null;
  });
  if (choice.empty) refuse(clause.operatorAt, `${clause.field.written} is never empty`);
  if (keys === null || above.includes(null) || choice.empty) return null;
  return choice.negated ? noneWithin(keys, above as string[]) : anyWithin(keys, above as string[]);
};

/** `parent = SHOP-12`: directly beneath it. */
export const parentClause: ClauseCompiler = (clause, { refuse }) => {
  if (!takesOperator(clause, equalities, refuse)) return null;
  const choice = choiceOf(clause, refuse);
  const keys = choice === null ? null : keysOf(choice.values, refuse);
  if (choice === null || keys === null) return null;
  return choice.negated ? noneOf("parent", keys) : oneOf("parent", keys, choice.empty);
};

/** The fields that name what an issue hangs under, with the levels that Jira looks for them at. */
export function aboveClause(level: number | { lt: number }): ClauseCompiler {
  return (clause, { refuse }) => {
    const hint = '; for issues that are not beneath one, write issue NOT IN childIssuesOf("KEY-1")';
    if (!takesOperator(clause, ["=", "IN"], refuse, hint)) return null;
    const choice = choiceOf(clause, refuse);
    const keys = choice === null ? null : keysOf(choice.values, refuse);
    if (choice?.empty) refuse(clause.operatorAt, `${clause.field.written} cannot be compared with EMPTY${hint}`);
    if (keys === null || choice?.empty) return null;
    return anyOf(keys.map((key) => ({ within: key, level, not: { key } })));
  };
}

function anyWithin(keys: readonly string[], above: readonly string[]): Condition {
  const beneath = above.map((key): Condition => ({ within: key, not: { key } }));
  return anyOf(keys.length === 0 ? beneath : [oneOf("key", keys, false), ...beneath]);
}

/** Beneath none of them: what is the issue itself is not beneath it. */
function noneWithin(keys: readonly string[], above: readonly string[]): Condition {
  const parts = above.map((key): Condition => ({ any: [{ key }, { not: { within: key } }] }));
  if (keys.length > 0) parts.unshift(noneOf("key", keys));
  return parts.length === 1 ? parts[0]! : { all: parts };
}

function keysOf(values: readonly JqlValue[], refuse: Refuse): readonly string[] | null {
  const wrong = values.filter(({ text }) => !keyPattern.test(text.trim()));
  for (const { text, at } of wrong) refuse(at, `expected an issue's key such as SHOP-12, found ${quoted(text)}`);
  return wrong.length > 0 ? null : values.map(({ text }) => text.trim());
}
