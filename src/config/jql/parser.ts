/** JQL text → tree of clauses. What only Jira could answer, because it is about the past or about order, is refused by name. */
import type * as Contexts from "@atlaskit/jql-parser";
import { parseClause } from "./clause-parser.ts";
import { parseJqlText } from "./grammar.ts";
import { maxJqlLength } from "./limits.ts";
import { type JqlSource, sourceOf } from "./source.ts";
import type { JqlTree, Refuse } from "./tree.ts";

/** What is left of the query after its faults were reported; null where that is nothing. */
export function parseJql(text: string, refuse: Refuse): JqlTree | null {
  if (text.trim() === "") refuse(1, "is empty; it would match every issue");
  else if (text.length > maxJqlLength) {
    refuse(1, `is longer than ${maxJqlLength.toLocaleString("en")} characters`);
  } else {
    const parsed = parseJqlText(text);
    if (parsed.ok) return queryOf(parsed.query, sourceOf(text, refuse));
    refuse(parsed.fault.at, parsed.fault.message);
  }
  return null;
}

function queryOf(query: Contexts.JqlQueryContext, source: JqlSource): JqlTree | null {
  const order = query.jqlOrderBy();
  if (order !== undefined) {
    source.refuse(source.at(order), "ORDER BY is not supported: a rule tells which issues count, in no order");
  }
  const where = query.jqlWhere();
  return where === undefined ? null : alternativesOf(where.jqlOrClause(), source);
}

function alternativesOf(context: Contexts.JqlOrClauseContext, source: JqlSource): JqlTree | null {
  const parts = context.jqlAndClause().map((each) => {
    const conjuncts = each.jqlNotClause().map((inner) => negationOf(inner, source));
    return joined("and", conjuncts);
  });
  return joined("or", parts);
}

function joined(kind: "and" | "or", given: readonly (JqlTree | null)[]): JqlTree | null {
  const parts = given.filter((part) => part !== null);
  return parts.length < 2 ? (parts[0] ?? null) : { kind, parts };
}

function negationOf(context: Contexts.JqlNotClauseContext, source: JqlSource): JqlTree | null {
  const negated = context.jqlNotClause();
  if (negated !== undefined) {
    const part = negationOf(negated, source);
    return part === null ? null : { kind: "not", part };
  }
  const inner = context.jqlSubClause();
  if (inner !== undefined) return alternativesOf(inner.jqlOrClause(), source);
  const clause = parseClause(context.jqlTerminalClause()!, source);
  return clause === null ? null : { kind: "clause", clause };
}
