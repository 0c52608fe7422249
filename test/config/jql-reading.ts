/** Reads queries against a few field names. */
import type { Jql } from "../../src/domain/jql.ts";
import type { FieldName } from "../../src/config/jql/checks.ts";
import { readJql } from "../../src/config/jql/jql.ts";
import { patternBudget } from "../../src/config/pattern/pattern.ts";

export const fieldNames: readonly FieldName[] = [
  { alias: "estimate", ids: ["customfield_10016", "customfield_10026"] },
  { alias: "team", ids: ["customfield_10001"] },
  { alias: "keyResult", ids: ["customfield_10200"] },
  { alias: "betaScore", ids: ["customfield_10300"] },
  { alias: "dueOn", ids: ["duedate", "customfield_10400"] },
  { alias: "sameField", ids: ["customfield_10400"] },
];

export function readQuery(
  text: string,
  fields: readonly FieldName[] | null = fieldNames,
): { jql: Jql | null; faults: string[] } {
  const faults: string[] = [];
  const refuse = (at: number, message: string) => void faults.push(`${at}: ${message}`);
  const jql = readJql(text, { fields, patterns: patternBudget(), refuse });
  return { jql, faults };
}

/** The query, or an error that lists its faults. */
export function goodQuery(text: string): Jql {
  const { jql, faults } = readQuery(text);
  if (jql === null || faults.length > 0) throw new Error(`${text}\n${faults.join("\n")}`);
  return jql;
}
