/** What is wrong in a configuration file, and where. */

export interface Position {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
}

/** Where an offset of a file stands in it. */
export type Place = (offset: number) => Position;

export interface Problem extends Position {
  file: string;
  message: string;
}

/** Collects the problems and warnings of one file. */
export interface Report {
  /** False for files whose values may be secrets: messages then name keys only. */
  showsValues: boolean;
  problem(at: Position, message: string): void;
  warning(at: Position, message: string): void;
}

export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

export const fileStart: Position = { line: 1, column: 1 };

export function createReport(file: string, showsValues: boolean, findings: Findings): Report {
  return {
    showsValues,
    problem: (at, message) => void findings.problems.push({ file, line: at.line, column: at.column, message }),
    warning: (at, message) => void findings.warnings.push({ file, line: at.line, column: at.column, message }),
  };
}

/** `file:line:column: message`, on one line whatever the message quotes. */
export function formatProblem(problem: Problem): string {
  const message = problem.message.replace(/\p{Cc}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${problem.file}:${problem.line}:${problem.column}: ${message}`;
}

/** In reading order: by file (in the order given), line and column. */
export function inOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
