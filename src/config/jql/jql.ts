/** A JQL query of a rule → the plain conditions that its clauses amount to. What cannot be decided from an issue's snapshot is refused. */
import type { Jql, JqlExpression } from "../../domain/jql.ts";
import type { JqlChecks } from "./checks.ts";
import { compilerFor } from "./field-name.ts";
import { parseJql } from "./parser.ts";
import type { JqlClause, JqlOperator, JqlTree, Refuse } from "./tree.ts";
import { patternProblem } from "../pattern/pattern.ts";

/** Null where it could not be understood whole; then at least one fault was reported, unless sources.yaml could not be read. */
export function readJql(text: string, checks: JqlChecks): Jql | null {
  let refused = false;
  const refuse: Refuse = (at, message) => {
    refused = true;
    checks.refuse(at, message);
  };
  const tree = parseJql(text, refuse);
  const expression = tree === null ? null : expressionOf(tree, false, { ...checks, refuse });
  return expression === null || refused ? null : { text, expression };
}

/** Jira, too, carries NOT down to the clauses first: `NOT labels = x` does not find issues without labels. */
const opposites: Readonly<Record<JqlOperator, JqlOperator>> = {
  "=": "!=",
  "!=": "=",
  "~": "!~",
  "!~": "~",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
  IN: "NOT IN",
  "NOT IN": "IN",
  IS: "IS NOT",
  "IS NOT": "IS",
};

function expressionOf(tree: JqlTree, negated: boolean, checks: JqlChecks): JqlExpression | null {
  if (tree.kind === "not") return expressionOf(tree.part, !negated, checks);
  if (tree.kind === "clause") {
    const { clause } = tree;
    return clauseOf(negated ? { ...clause, operator: opposites[clause.operator] } : clause, checks);
  }
  const kind = (tree.kind === "and") === negated ? "or" : "and";
  const parts = tree.parts.map((part) => expressionOf(part, negated, checks));
  if (parts.includes(null)) return null;
  const flat = (parts as JqlExpression[]).flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return { kind, parts: flat };
}

function clauseOf(clause: JqlClause, checks: JqlChecks): JqlExpression | null {
  const condition = compilerFor(clause.field, checks)?.(clause, checks) ?? null;
  if (condition === null) return null;
  const problem = patternsIn(condition)
    .map((source) => patternProblem(source, checks.patterns))
    .find((each) => each !== null);
  if (problem !== undefined) checks.refuse(clause.operatorAt, `${clause.field.written}: the search ${problem}`);
  const operand = clause.operator.startsWith("IS") ? "EMPTY" : clause.written;
  return { kind: "clause", text: `${clause.field.written} ${clause.operator} ${operand}`, condition };
}

/** The regular expressions that searches amount to. */
function patternsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === "matches" ? [each as string] : patternsIn(each)));
}
