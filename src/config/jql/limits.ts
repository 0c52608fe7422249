/** Limits of JQL queries, so that none can exhaust the stack or the time of what reads it. */
import type { Grammar, JqlToken } from "./grammar.ts";
import type { JqlFault } from "./tree.ts";

/** UTF-16 units. */
export const maxJqlLength = 10_000;
export const maxJqlClauses = 200;
/** Parentheses and NOTs within one another: the parser calls itself for each. */
export const maxJqlDepth = 32;

export function overLimit(tokens: readonly JqlToken[], symbols: Grammar["JQLParser"]): JqlFault | null {
  const negations: readonly number[] = [symbols.NOT, symbols.BANG];
  const joints: readonly number[] = [symbols.AND, symbols.OR];
  let depth = 0;
  let negated = 0;
  let clauses = 1;
  for (const { type, startIndex } of tokens) {
    if (type === symbols.MATCHWS) continue;
    if (type === symbols.LPAREN) depth++;
    if (type === symbols.RPAREN) depth--;
    if (joints.includes(type)) clauses++;
    negated = negations.includes(type) ? negated + 1 : 0;
    const at = startIndex + 1;
    if (depth + negated > maxJqlDepth) return { at, message: `is nested deeper than ${maxJqlDepth} levels` };
    if (clauses > maxJqlClauses) return { at, message: `holds more than ${maxJqlClauses} clauses` };
  }
  return null;
}
