/** A JQL query as rules use it: already parsed, each clause as the plain condition that it amounts to. See spec config.md. */
import type { Condition } from "./rule.ts";

export interface Jql {
  /** As it is written. */
  text: string;
  expression: JqlExpression;
}

/** Negations are already carried down to the clauses, so that two truth values suffice. */
export type JqlExpression =
  | { kind: "and" | "or"; parts: readonly JqlExpression[] }
  | {
      kind: "clause";
      /** For people: `resolution != Duplicate`, with the negation that it stands under. */
      text: string;
      condition: Condition;
    };
