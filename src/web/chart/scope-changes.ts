/** Scope that was added and removed, day by day. */
import type { HistoryAnswer } from "../../http/schemas/ledger.ts";

export interface ScopeChange {
  /** The last change of the day. */
  at: string;
  added: number;
  removed: number;
  /** What was in scope after it. */
  inScope: number;
}

export interface ScopeStory {
  /** What was in scope at first. */
  first: number;
  added: number;
  removed: number;
  now: number;
  changes: readonly ScopeChange[];
}

/** Null without any scope. What there was when the first of it appeared was not added. Days are UTC. */
export function tellScope(scope: HistoryAnswer["scope"]): ScopeStory | null {
  const [first, ...rest] = scope.slice(scope.findIndex(({ inScope }) => inScope > 0));
  if (first === undefined || first.inScope === 0) return null;
  const byDay = new Map<string, ScopeChange>();
  let before = first.inScope;
  for (const { at, inScope } of rest) {
    const day = at.slice(0, 10);
    const known = byDay.get(day) ?? { added: 0, removed: 0 };
    const added = known.added + Math.max(0, inScope - before);
    const removed = known.removed + Math.max(0, before - inScope);
    if (added > 0 || removed > 0) byDay.set(day, { at, added, removed, inScope });
    before = inScope;
  }
  const changes = [...byDay.values()];
  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
  return {
    first: first.inScope,
    added: sum(changes.map(({ added }) => added)),
    removed: sum(changes.map(({ removed }) => removed)),
    now: before,
    changes,
  };
}
