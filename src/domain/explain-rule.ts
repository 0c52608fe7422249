/** Why a rule counts an issue, or why not. */
import type { Subject } from "./attribute.ts";
import { explainCondition, type FailedKey } from "./condition.ts";
import type { Match } from "./contribution.ts";
import { appliesTo, type CompiledRule } from "./mapping.ts";
import type { Day } from "./okr.ts";

export interface ExplainedRule {
  id: string;
  keyResultId: string;
  /** Its condition holds for the issue. */
  applied: boolean;
  /** The first condition that does not hold; null where the rule applies. */
  failed: FailedKey | null;
  /** The match that comes before it and counts in its place; null where the rule itself counts, or does not apply. */
  takenBy: Pick<Match, "kind" | "id"> | null;
}

/** Nothing matches what is gone from its tracker. */
const removed: FailedKey = { key: "removed", wanted: false, found: true };
/** A condition that mentions nothing applies to nothing. */
const saysNothing: FailedKey = { key: "when", wanted: "a condition", found: null };

/** `matches` are the issue's own, as `matchesOf` gives them. */
export function explainRule(
  compiled: CompiledRule,
  subject: Subject,
  matches: ReadonlyMap<string, Match>,
  today: Day,
): ExplainedRule {
  const { id, keyResultId } = compiled.rule;
  const refused = { id, keyResultId, applied: false, takenBy: null };
  if (subject.issue.removed) return { ...refused, failed: removed };
  if (!appliesTo(compiled, subject, today)) {
    return { ...refused, failed: explainCondition(compiled.condition, subject, today) ?? saysNothing };
  }
  const match = matches.get(keyResultId);
  const isFirst = match === undefined || (match.kind === "rule" && match.id === id);
  const takenBy = isFirst ? null : { kind: match.kind, id: match.id };
  return { id, keyResultId, applied: true, failed: null, takenBy };
}
