/** A JQL query as it is written, parsed but not yet understood. */

export type JqlTree =
  | { kind: "and" | "or"; parts: readonly JqlTree[] }
  | { kind: "not"; part: JqlTree }
  | { kind: "clause"; clause: JqlClause };

export const jqlOperators = ["=", "!=", "~", "!~", "<", "<=", ">", ">=", "IN", "NOT IN", "IS", "IS NOT"] as const;
export type JqlOperator = (typeof jqlOperators)[number];

export interface JqlClause {
  field: JqlField;
  operator: JqlOperator;
  /** Of a list what is in it; at least one. */
  operands: readonly JqlOperand[];
  /** All that it is compared with, as it is written. */
  written: string;
  operatorAt: number;
}

export interface JqlField {
  /** Without quotes, escapes and the type that Jira appends in brackets. */
  name: string;
  written: string;
  at: number;
  /** Of `cf[10016]` the number. */
  customField: string | null;
}

export type JqlOperand =
  | { kind: "value"; text: string; quoted: boolean; written: string; at: number }
  | { kind: "empty"; written: string; at: number }
  | { kind: "function"; name: string; parameters: readonly string[]; written: string; at: number };

export interface JqlFault {
  /** Character of the query, from 1. */
  at: number;
  message: string;
}

/** Takes faults as they are found; a query has all of them reported at once. */
export type Refuse = (at: number, message: string) => void;
