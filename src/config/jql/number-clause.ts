/** Clauses on numbers. */
import type { Condition, NumberKey, NumberTest } from "../../domain/rule.ts";
import { choiceOf, comparisons, equalities, takesOperator } from "./choice.ts";
import type { ClauseCompiler } from "./checks.ts";
import { functionRefusal } from "./functions.ts";
import { anyOf } from "./text-clause.ts";
import type { JqlOperand, Refuse } from "./tree.ts";
import { quoted } from "../suggest.ts";

export const boundKeys = { "<": "lt", "<=": "lte", ">": "gt", ">=": "gte" } as const;
export type Comparison = keyof typeof boundKeys;

export function numberClause(key: NumberKey): ClauseCompiler {
  return (clause, { refuse }) => {
    const { operator, operands, field } = clause;
    if (!takesOperator(clause, [...equalities, ...comparisons], refuse)) return null;
    if (Object.hasOwn(boundKeys, operator)) {
      const number = numberOf(operands[0]!, field.written, refuse);
      return number === null ? null : test(key, { [boundKeys[operator as Comparison]]: number });
    }
    const choice = choiceOf(clause, refuse);
    const numbers = choice?.values.map((value) => numberOf(value, field.written, refuse)) ?? [];
    if (choice === null || numbers.includes(null)) return null;
    const equal = numbers.map((number) => test(key, number as number));
    if (choice.negated) return otherThan(test(key, { exists: true }), equal);
    return anyOf(choice.empty ? [...equal, test(key, { exists: false })] : equal);
  };
}

/** Something, and none of these. */
export function otherThan(something: Condition, excluded: readonly Condition[]): Condition {
  if (excluded.length === 0) return something;
  return { ...something, not: excluded.length === 1 ? excluded[0]! : excluded };
}

/** Decimal numbers, quoted or not. */
export function numberIn(text: string): number | null {
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

function numberOf(operand: JqlOperand, field: string, refuse: Refuse): number | null {
  const number = operand.kind === "value" ? numberIn(operand.text.trim()) : null;
  if (number !== null) return number;
  const message =
    operand.kind === "function"
      ? functionRefusal(operand.name, [])
      : `${field} is compared with a number, not ${quoted(operand.written)}`;
  refuse(operand.at, message);
  return null;
}

function test(key: NumberKey, wanted: number | NumberTest): Condition {
  return { [key]: wanted };
}
