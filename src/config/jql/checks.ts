/** What the clauses of a query are checked against. */
import type { Condition } from "../../domain/rule.ts";
import type { JqlClause, Refuse } from "./tree.ts";
import type { PatternBudget } from "../pattern/pattern.ts";

/** A custom field as sources.yaml names it. */
export interface FieldName {
  alias: string;
  /** `customfield_10016`, or whatever the tracker calls it. */
  ids: readonly string[];
}

export interface JqlChecks {
  refuse: Refuse;
  /** Null where sources.yaml could not be read: nothing can be said about its names then. */
  fields: readonly FieldName[] | null;
  patterns: PatternBudget;
}

/** The condition that a clause amounts to, negation and all; null where it was refused. */
export type ClauseCompiler = (clause: JqlClause, checks: JqlChecks) => Condition | null;
