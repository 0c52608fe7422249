/** What a plan says beside its numbers: advice that needs the stored issues, and why the numbers may still move. */
import type { Config } from "../../config/config.ts";
import { isOver } from "../../domain/closing.ts";
import type { Rule } from "../../domain/rule.ts";
import type { Queryable } from "../../store/database.ts";
import { listClosures } from "../../store/period-closures.ts";
import { hasPendingWork } from "../../store/views/plan.ts";

/** Rules that are named; of the rest there is a count. */
const namedRules = 1_000;

export interface WarningInputs {
  /** How many issues were seen. */
  walked: number;
  /** Rules that none of them matches. */
  rules: readonly Rule[];
  nowMs: number;
}

export async function planWarnings(db: Queryable, config: Config, inputs: WarningInputs): Promise<string[]> {
  return [
    ...rulesWithoutIssues(inputs),
    ...(await periodsToClose(db, config, inputs.nowMs)),
    ...((await hasPendingWork(db))
      ? ["issues are still being matched: part of the difference may come from them, not from this configuration"]
      : []),
  ];
}

function rulesWithoutIssues({ walked, rules }: WarningInputs): string[] {
  if (rules.length === 0) return [];
  if (walked === 0) return ["no issue is stored yet: whether the rules match any cannot be told"];
  const lines = rules.slice(0, namedRules).map(({ id }) => `mapping.yaml: no stored issue matches the rule "${id}"`);
  const rest = rules.length - lines.length;
  return rest > 0 ? [...lines, `mapping.yaml: nor does any match ${rest} other rules`] : lines;
}

/** Periods that this very configuration lets end: what they show next is how things stood on their due day. */
async function periodsToClose(db: Queryable, { periods, objectives }: Config, nowMs: number): Promise<string[]> {
  const used = new Set(objectives.map(({ period }) => period));
  const over = periods.filter((period) => used.has(period.id) && isOver(period, nowMs));
  if (over.length === 0) return [];
  const closed = new Set((await listClosures(db)).map(({ period, due }) => `${period} ${due}`));
  return over
    .filter(({ id, due }) => !closed.has(`${id} ${due}`))
    .map(({ id, due }) => `okrs.yaml: the period "${id}" is over and will be closed with its numbers of ${due}`);
}
