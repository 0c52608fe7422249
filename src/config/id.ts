/** Shapes of ids, and the check that each is used once. */
import type { Position, Report } from "./problem.ts";
import { didYouMean, quoted } from "./suggest.ts";
import { wordedText } from "./worded-text.ts";

/** Jira's labels, which may hold an id after a prefix, take 255 characters; addresses and tables are read by people. */
const maxLength = 100;

/** Objectives, key results, rules, sources: they stand in labels, addresses and URLs. */
export const Id = wordedText(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes").max(maxLength);

/** Periods may be written as people say them: `2026-Q4`. */
export const PeriodId = wordedText(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "must be letters, digits, dots and dashes").max(
  maxLength,
);

export interface PlacedId {
  id: string;
  at: Position;
}

export function refuseDuplicates(ids: readonly PlacedId[], label: string, report: Report): void {
  const first = new Map<string, Position>();
  for (const { id, at } of ids) {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, at);
    else
      report.problem(
        at,
        `${label}: ${report.showsValues ? `${quoted(id)} ` : ""}is already used in line ${earlier.line}`,
      );
  }
}

/** `kind: no key result is called "x" (did you mean "y"?)`. */
export function unknownName(label: string, what: string, name: string, known: readonly string[]): string {
  return `${label}: no ${what} is called ${quoted(name)}${didYouMean(name, known)}`;
}
