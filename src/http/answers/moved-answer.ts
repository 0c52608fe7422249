/** What moved lately, and by which issue. */
import { dayMs } from "../../domain/day.ts";
import type { IssueRef } from "../../domain/issue.ts";
import type { Cause } from "../../store/schema.ts";
import type { IssueBrief } from "../../store/views/issue-briefs.ts";
import type { MoveView } from "../../store/views/moves.ts";
import type { MovedAnswer } from "../schemas/overview.ts";

/** How far back "lately" reaches. */
export const movedWithinMs = 7 * dayMs;
const greatestCount = 20;

export interface Move extends MoveView {
  delta: number;
  /** Of the largest single step in the direction in which it has moved. */
  cause: Cause;
}

/** Those that ended elsewhere than they began, the largest move first. */
export function largestMoves(moves: Iterable<MoveView>): Move[] {
  return [...moves]
    .map((move) => {
      const delta = (move.to ?? 0) - (move.from ?? 0);
      return { ...move, delta, cause: delta > 0 ? move.rise : move.fall };
    })
    .filter(({ delta }) => delta !== 0)
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || b.lastAt.getTime() - a.lastAt.getTime())
    .slice(0, greatestCount);
}

export function movedAnswer(
  { keyResultId, from, to, delta, lastAt, cause }: Move,
  objectiveId: string,
  issues: ReadonlyMap<IssueRef, IssueBrief>,
): MovedAnswer {
  const { kind, id } = cause;
  const issue = typeof cause.issue === "string" ? (issues.get(cause.issue) ?? null) : null;
  return { keyResultId, objectiveId, from, to, delta, at: lastAt.toISOString(), cause: { kind, id, issue } };
}
