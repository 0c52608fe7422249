/** One clause of the parse tree: field, operator and what it compares with. */
import type * as Contexts from "@atlaskit/jql-parser";
import { jqlGrammar } from "./grammar.ts";
import { operandsOf } from "./operand.ts";
import { type JqlSource, type Part, plainTextOf } from "./source.ts";
import { type JqlClause, type JqlField, type JqlOperator, jqlOperators } from "./tree.ts";

/** Null where it was refused: operators that ask for the past, and fields that no snapshot has. */
export function parseClause(context: Contexts.JqlTerminalClauseContext, source: JqlSource): JqlClause | null {
  const field = fieldOf(context.jqlField(), source);
  const rightHandSide = context.jqlTerminalClauseRhs();
  const operatorContext = rightHandSide.getChild(0) as unknown as Part & { text: string };
  const operatorAt = source.at(operatorContext);
  const operator = operatorOf(operatorContext.text);
  if (operator === null) {
    const name = source.written(operatorContext).toUpperCase().replace(/\s+/g, " ");
    source.refuse(operatorAt, `${name} asks for the past; a rule is decided by each issue as it is now`);
    return null;
  }
  const operandContext = rightHandSide.getChild(1);
  const operands = operandsOf(operandContext, source);
  if (field === null || operands === null) return null;
  return { field, operator, operatorAt, operands, written: source.written(operandContext as unknown as Part) };
}

/** The parse tree leaves the blanks out. */
function operatorOf(text: string): JqlOperator | null {
  return jqlOperators.find((operator) => operator.replace(" ", "") === text.toUpperCase()) ?? null;
}

function fieldOf(context: Contexts.JqlFieldContext, source: JqlSource): JqlField | null {
  const written = source.written(context);
  const at = source.at(context);
  if (!(context instanceof jqlGrammar().JqlNonNumberFieldContext)) {
    return { name: written, written, at, customField: written };
  }
  const name = context.jqlString();
  const customField = context.jqlCustomField()?.POSNUMBER().text ?? null;
  if (customField !== null || name === undefined) return { name: written, written, at, customField };
  const text = plainTextOf(name);
  const hasPath = context.jqlFieldProperty().some((each) => each.jqlPropertyArgument().length > 0);
  if (hasPath || /\.property$/i.test(text)) {
    source.refuse(at, `${written}: properties are not held; a rule sees fields only`);
    return null;
  }
  const quotedNumber = /^cf\s*\[\s*(\d+)\s*\]$/i.exec(text)?.[1] ?? null;
  // Jira's own editor writes a custom field with its type: "Team[Team]".
  return { name: text.replace(/\s*\[[^\]]*\]$/, ""), written, at, customField: quotedNumber };
}
