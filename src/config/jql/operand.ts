/** The right-hand sides of JQL clauses. */
import type * as Contexts from "@atlaskit/jql-parser";
import { jqlGrammar } from "./grammar.ts";
import { type JqlSource, type Part, plainTextOf } from "./source.ts";
import type { JqlOperand } from "./tree.ts";

/** What is compared with; of a list each of its values. Null where one was refused. */
export function operandsOf(context: unknown, source: JqlSource): readonly JqlOperand[] | null {
  const grammar = jqlGrammar();
  if (context instanceof grammar.JqlListContext) {
    const operands = context.jqlOperand().map((each) => operandOf(each.getChild(0), source));
    return operands.includes(null) ? null : (operands as readonly JqlOperand[]);
  }
  const operand = operandOf(context, source);
  return operand === null ? null : [operand];
}

function operandOf(context: unknown, source: JqlSource): JqlOperand | null {
  const grammar = jqlGrammar();
  const place = { at: source.at(context as Part), written: source.written(context as Part) };
  if (context instanceof grammar.JqlEmptyContext) return { kind: "empty", ...place };
  if (context instanceof grammar.JqlValueContext) {
    const text = context.jqlString();
    const quoted = text !== undefined && text.STRING() === undefined;
    return { kind: "value", text: text === undefined ? context.text : plainTextOf(text), quoted, ...place };
  }
  if (context instanceof grammar.JqlFunctionContext) {
    const parameters = context.jqlArgumentList()?.jqlArgument() ?? [];
    return { kind: "function", name: wordOf(context.jqlFunctionName()), parameters: parameters.map(wordOf), ...place };
  }
  source.refuse(place.at, "a list cannot stand in a list");
  return null;
}

function wordOf(context: Contexts.JqlFunctionNameContext | Contexts.JqlArgumentContext): string {
  const text = context.jqlString();
  return text === undefined ? context.text : plainTextOf(text);
}
