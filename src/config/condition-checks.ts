/** What is needed to check the conditions of one mapping.yaml, and what they may cost together. */
import type { Jql } from "../domain/jql.ts";
import type { Names } from "./condition-values.ts";
import { readJql } from "./jql/jql.ts";
import type { JqlFault } from "./jql/tree.ts";
import { type PatternBudget, patternBudget, patternProblem } from "./pattern/pattern.ts";
import type { Position, Report } from "./problem.ts";

export interface ConditionChecks {
  names: Names;
  report: Report;
  patterns: PatternBudget;
  /** By text: aliases of YAML may repeat a query thousands of times. */
  queries: Map<string, { jql: Jql | null; faults: readonly JqlFault[] }>;
}

export function conditionChecks(names: Names, report: Report): ConditionChecks {
  return { names, report, patterns: patternBudget(), queries: new Map() };
}

/** The query, or undefined where it was refused. */
export function checkQuery(text: string, at: Position, checks: ConditionChecks): Jql | undefined {
  const { names, report, patterns, queries } = checks;
  let query = queries.get(text);
  if (query === undefined) {
    const faults: JqlFault[] = [];
    const refuse = (at: number, message: string) => void faults.push({ at, message });
    const jql = readJql(text, { fields: names.fields, patterns, refuse });
    query = { jql, faults: faults.toSorted((a, b) => a.at - b.at) };
    queries.set(text, query);
  }
  for (const fault of query.faults) report.problem(at, `jql: at character ${fault.at}: ${fault.message}`);
  return query.jql ?? undefined;
}

export function checkPattern(source: string, at: Position, { report, patterns }: ConditionChecks): void {
  const problem = patternProblem(source, patterns);
  if (problem !== null) report.problem(at, `matches: ${problem}`);
}
