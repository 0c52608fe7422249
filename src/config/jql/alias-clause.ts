/** Clauses on custom fields that sources.yaml gives an alias: what is compared with says whether they hold text, numbers or dates. */
import type { Condition, DateTest, NumberTest } from "../../domain/rule.ts";
import { choiceOf, comparisons, equalities, searches, takesOperator } from "./choice.ts";
import { dateBound, dateTest, dayIn } from "./date.ts";
import type { ClauseCompiler } from "./checks.ts";
import { boundKeys, type Comparison, numberIn, otherThan } from "./number-clause.ts";
import { searched } from "./search-clause.ts";
import { anyOf, oneOf, test } from "./text-clause.ts";
import type { JqlOperand, Refuse } from "./tree.ts";

type Key = `field.${string}`;

export function aliasClause(alias: string): ClauseCompiler {
  const key: Key = `field.${alias}`;
  return (clause, checks) => {
    const { operator, operands } = clause;
    if (searches.includes(operator)) return searched(clause, key, checks);
    if (Object.hasOwn(boundKeys, operator)) return bounded(key, operator as Comparison, operands[0]!, checks.refuse);
    if (!takesOperator(clause, [...equalities, ...comparisons, ...searches], checks.refuse)) return null;
    const choice = choiceOf(clause, checks.refuse);
    if (choice === null) return null;
    const texts = choice.values.map(({ text }) => text);
    const other = texts.flatMap((text) => otherForms(key, text));
    if (choice.negated) {
      const excluded = texts.length === 0 ? other : [oneOf(key, texts, false), ...other];
      return otherThan(test(key, { exists: true }), excluded);
    }
    const wanted = texts.length === 0 && !choice.empty ? [] : [oneOf(key, texts, choice.empty)];
    return anyOf([...wanted, ...other]);
  };
}

/** A number however it is written, or any time of a day. */
function otherForms(key: Key, text: string): Condition[] {
  const number = numberIn(text.trim());
  if (number !== null) return [{ [key]: number }];
  const day = dayIn(text.trim());
  return day === null ? [] : [{ [key]: { gte: day, lte: day } }];
}

function bounded(key: Key, operator: Comparison, operand: JqlOperand, refuse: Refuse): Condition | null {
  const number = operand.kind === "value" ? numberIn(operand.text.trim()) : null;
  if (number !== null) return { [key]: { [boundKeys[operator]]: number } satisfies NumberTest };
  const bound = dateBound(operand);
  if (bound.kind !== "refused") return { [key]: dateTest(operator, bound) satisfies DateTest };
  refuse(operand.at, operand.kind === "value" ? `a number or a date is needed here; ${bound.message}` : bound.message);
  return null;
}
