/** What is allowed but seldom wise, as warnings. Spec config.md, "Advice", as far as it needs no database. */
import type { Objective, Period } from "../domain/okr.ts";
import { hiddenRules } from "./hidden-rules.ts";
import type { PlacedMapping } from "./mapping.ts";
import type { Okrs, Placed } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { positionAt } from "./yaml/tree.ts";

const maxObjectives = 3;
const maxKeyResults = 5;

export function adviseOnOkrs(okrs: Okrs, now: Date | null, report: Report): void {
  if (now !== null) for (const period of okrs.periods) adviseOnPeriod(period, now, report);
  adviseOnCrowds(okrs.objectives, report);
  for (const objective of okrs.objectives) adviseOnObjective(objective, report);
}

/** Key results that need issues and that nothing leads any to; links, which are made while running, aside. */
export function adviseOnReach(okrs: Okrs, mapping: PlacedMapping, report: Report): void {
  const { conventions, rules } = mapping;
  if (conventions.label !== null || conventions.field !== null) return;
  const reached = new Set(rules.map(({ value }) => value.keyResultId));
  for (const { value, tree } of okrs.keyResults) {
    if (!countsIssues(value.measure.kind) || reached.has(value.id)) continue;
    report.warning(positionAt(tree, ["id"]), `no rule and no convention can reach the key result "${value.id}"`);
  }
}

export function adviseOnRules({ rules }: PlacedMapping, okrs: Okrs, report: Report): void {
  const byKeyResult = new Map(okrs.keyResults.map(({ value }) => [value.id, value]));
  const hidden = hiddenRules(rules.map(({ value }) => value));
  for (const { value, tree } of rules) {
    const keyResult = byKeyResult.get(value.keyResultId);
    if (keyResult !== undefined && !countsIssues(keyResult.measure.kind)) {
      const at = positionAt(tree, ["keyResult"]);
      report.warning(at, `the measure of "${keyResult.id}" takes no issues, so the rule "${value.id}" has no effect`);
    }
    const winner = hidden.get(value);
    if (winner !== undefined) {
      const at = positionAt(tree, ["id"]);
      report.warning(at, `the rule "${value.id}" can never win: "${winner.id}" before it matches all that it matches`);
    }
  }
}

function countsIssues(kind: string): boolean {
  return kind === "completion" || kind === "total" || kind === "milestone";
}

function adviseOnPeriod({ value, tree }: Placed<Period>, now: Date, report: Report): void {
  if (value.due >= now.toISOString().slice(0, 10)) return;
  report.warning(positionAt(tree, ["due"]), `the period "${value.id}" has ended on ${value.due}`);
}

function adviseOnCrowds(objectives: readonly Placed<Objective>[], report: Report): void {
  const groups = Map.groupBy(objectives, ({ value }) => JSON.stringify([value.team, value.period]));
  for (const group of groups.values()) {
    const surplus = group[maxObjectives];
    if (surplus === undefined) continue;
    const { team, period } = surplus.value;
    const whose = team === null ? "objectives without a team" : `objectives of team "${team}"`;
    const at = positionAt(surplus.tree, ["id"]);
    report.warning(
      at,
      `${group.length} ${whose} in period "${period}"; more than ${maxObjectives} are hard to keep in focus`,
    );
  }
}

function adviseOnObjective({ value, tree }: Placed<Objective>, report: Report): void {
  const at = positionAt(tree, ["id"]);
  const count = value.keyResults.length;
  if (count === 0) report.warning(at, `the objective "${value.id}" has no key result`);
  if (count > maxKeyResults) {
    report.warning(at, `the objective "${value.id}" has ${count} key results; more than ${maxKeyResults} blur it`);
  }
  if (value.owner === null) report.warning(at, `the objective "${value.id}" has no owner`);
}
