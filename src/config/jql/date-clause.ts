/** Clauses on dates. */
import type { Condition, DateKey } from "../../domain/rule.ts";
import { comparisons, takesOperator } from "./choice.ts";
import { dateBound, dateTest } from "./date.ts";
import type { ClauseCompiler } from "./checks.ts";
import type { Comparison } from "./number-clause.ts";
import { noneOf, oneOf } from "./text-clause.ts";
import type { JqlClause, Refuse } from "./tree.ts";

export function dateClause(key: DateKey): ClauseCompiler {
  return (clause, { refuse }) => {
    const { operator } = clause;
    if (operator === "IS") return { [key]: { exists: false } };
    if (operator === "IS NOT") return { [key]: { exists: true } };
    return comparedDate(clause, key, refuse);
  };
}

/** Jira resolves what is canceled too, but only what is completed has a date here. */
export const resolvedClause: ClauseCompiler = (clause, { refuse }) => {
  const closed = ["completed", "canceled"] as const;
  if (clause.operator === "IS") return noneOf("statusCategory", closed);
  if (clause.operator === "IS NOT") return oneOf("statusCategory", closed, false);
  return comparedDate(clause, "completedAt", refuse);
};

function comparedDate(clause: JqlClause, key: DateKey, refuse: Refuse): Condition | null {
  const { field, operator, operands } = clause;
  const hint = `; for a day, write ${field.written} >= "2026-10-01" AND ${field.written} < "2026-10-02"`;
  if (!takesOperator(clause, [...comparisons, "IS", "IS NOT"], refuse, operator.includes("~") ? "" : hint)) return null;
  const bound = dateBound(operands[0]!);
  if (bound.kind !== "refused") return { [key]: dateTest(operator as Comparison, bound) };
  refuse(operands[0]!.at, bound.message);
  return null;
}
