/** What `=`, `!=`, `IN`, `NOT IN`, `IS` and `IS NOT` have in common: a set of values, one of them perhaps "empty". */
import { functionRefusal } from "./functions.ts";
import type { JqlClause, JqlOperand, JqlOperator, Refuse } from "./tree.ts";
import { quoted } from "../suggest.ts";

export type JqlValue = Extract<JqlOperand, { kind: "value" }>;
type JqlFunction = Extract<JqlOperand, { kind: "function" }>;

export interface Choice {
  /** Wanted is something else, of those that have anything: no negation finds issues whose field is empty. */
  negated: boolean;
  values: readonly JqlValue[];
  functions: readonly JqlFunction[];
  empty: boolean;
}

export const equalities: readonly JqlOperator[] = ["=", "!=", "IN", "NOT IN", "IS", "IS NOT"];
export const comparisons: readonly JqlOperator[] = ["<", "<=", ">", ">="];
export const searches: readonly JqlOperator[] = ["~", "!~"];

/** False where the operator was refused. */
export function takesOperator(
  { field, operator, operatorAt }: JqlClause,
  taken: readonly JqlOperator[],
  refuse: Refuse,
  reason = "",
): boolean {
  if (taken.includes(operator)) return true;
  refuse(operatorAt, `${field.written} takes ${taken.join(", ")}, not ${operator}${reason}`);
  return false;
}

/** Functions are refused unless they are in `known`, lower case; null where anything was. */
export function choiceOf(
  { field, operator, operands }: JqlClause,
  refuse: Refuse,
  known: readonly string[] = [],
): Choice | null {
  const faults: [at: number, message: string][] = [];
  for (const operand of operands) {
    if (operand.kind === "function" && !known.includes(operand.name.toLowerCase())) {
      faults.push([operand.at, functionRefusal(operand.name, known)]);
    }
    if (operand.kind === "value" && operand.text.trim() === "") {
      faults.push([operand.at, `${quoted(operand.text)} is no value; write ${field.written} IS EMPTY`]);
    }
  }
  for (const [at, message] of faults) refuse(at, message);
  if (faults.length > 0) return null;
  return {
    negated: ["!=", "NOT IN", "IS NOT"].includes(operator),
    values: operands.filter((operand) => operand.kind === "value"),
    functions: operands.filter((operand) => operand.kind === "function"),
    empty: operands.some((operand) => operand.kind === "empty"),
  };
}
