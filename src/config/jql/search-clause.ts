/** Clauses that search for words. */
import type { Condition, TextKey } from "../../domain/rule.ts";
import { searches, takesOperator } from "./choice.ts";
import type { ClauseCompiler, JqlChecks } from "./checks.ts";
import { functionRefusal } from "./functions.ts";
import { test } from "./text-clause.ts";
import type { JqlClause } from "./tree.ts";
import { wordSearch } from "./words.ts";

export function searchClause(key: TextKey): ClauseCompiler {
  return (clause, checks) => {
    const { operator } = clause;
    if (operator === "IS") return test(key, { exists: false });
    if (operator === "IS NOT") return test(key, { exists: true });
    const hint = "; write ~ and the words to search for";
    if (!takesOperator(clause, [...searches, "IS", "IS NOT"], checks.refuse, hint)) return null;
    return searched(clause, key, checks);
  };
}

/** For a clause with `~` or `!~`. Issues without text are found by neither. */
export function searched(
  { field, operator, operands }: JqlClause,
  key: TextKey | `field.${string}`,
  { refuse }: JqlChecks,
): Condition | null {
  const operand = operands[0]!;
  if (operand.kind !== "value") {
    const message = operand.kind === "function" ? functionRefusal(operand.name, []) : `write ${field.written} IS EMPTY`;
    refuse(operand.at, message);
    return null;
  }
  const search = wordSearch(operand.text);
  if (!search.ok) {
    refuse(operand.at, `${field.written} ${operator}: ${search.message}`);
    return null;
  }
  const found = search.patterns.map((matches) => test(key, { matches }));
  const all: Condition = found.length === 1 ? found[0]! : { all: found };
  return operator === "~" ? all : { ...test(key, { exists: true }), not: all };
}
