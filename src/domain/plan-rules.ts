/** Which rules of a mapping no issue matches. */
import type { Subject } from "./attribute.ts";
import { appliesTo, type CompiledMapping } from "./mapping.ts";
import type { Day } from "./okr.ts";
import type { Rule } from "./rule.ts";

export interface RuleWatch {
  /** Issue by issue; removed ones match nothing. */
  see(subject: Subject): void;
  /** Rules that hold for no issue seen so far, in file order. */
  unmatched(): Rule[];
}

/** A rule counts as matched where its condition holds, also where an earlier match is the one that counts. */
export function watchRules(compiled: CompiledMapping, today: Day): RuleWatch {
  const waiting = new Set(compiled.rules.keys());
  return {
    see(subject) {
      if (waiting.size === 0 || subject.issue.removed) return;
      for (const position of compiled.ruleIndex(subject)) {
        if (appliesTo(compiled.rules[position]!, subject, today)) waiting.delete(position);
      }
    },
    unmatched: () => [...waiting].map((position) => compiled.rules[position]!.rule),
  };
}
