/** Rows that wait in memory share what is alike in them: a hundred thousand of them hold a handful of matches. */
import type { Contribution, Match } from "./contribution.ts";
import type { IssueRef } from "./issue.ts";

export interface Interning {
  match(match: Match): Match;
  row(row: Contribution): Contribution;
}

export function createInterning(): Interning {
  const matches = new Map<string, Match>();
  const lists = new Map<string, readonly IssueRef[]>();
  const match = (own: Match) => shared(matches, JSON.stringify([own.kind, own.id, own.via, own.weight]), own);
  return {
    match,
    row: (row) => ({
      ...row,
      match: match(row.match),
      matchedAncestors: shared(lists, row.matchedAncestors.join(" "), row.matchedAncestors),
    }),
  };
}

function shared<Value>(known: Map<string, Value>, key: string, own: Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, own);
  return own;
}
