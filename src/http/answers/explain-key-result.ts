/** Where a key result's number comes from: its policy, the ledger that sums to it, and what moved it when. */
import type { CheckIn } from "../../domain/check-in.ts";
import { countsAsCompleted } from "../../domain/credit.ts";
import type { LedgerGroup } from "../../domain/measure.ts";
import { measure } from "../../domain/measure.ts";
import type { CompiledMapping } from "../../domain/mapping.ts";
import type { KeyResult } from "../../domain/okr.ts";
import { numberOfRows } from "../../domain/reading.ts";
import { listCheckIns } from "../../store/check-ins.ts";
import { groupContributions } from "../../store/contributions.ts";
import type { Queryable } from "../../store/database.ts";
import { type ChangeView, listHistory } from "../../store/views/changes.ts";
import type { ContributionView } from "../../store/views/contributions.ts";
import { countMatches, findTitles, listHeaviest, type MatchCount } from "../../store/views/explain.ts";
import type { ExplainedKeyResult } from "../schemas/explain.ts";

/** Rules, links and labels that are named. */
const namedMatches = 1_000;

export interface Limits {
  rows: number;
  changes: number;
}

type Explained = Omit<ExplainedKeyResult, "keyResult" | "closed">;

export async function explainKeyResult(
  db: Queryable,
  mapping: CompiledMapping,
  keyResult: KeyResult,
  limits: Limits,
): Promise<Explained> {
  const { id, grain, canceled, credit, unestimated, guardrail } = keyResult;
  const [groups, matches, heaviest, changes, checkIns] = await Promise.all([
    groupContributions(db, [id]),
    countMatches(db, id, namedMatches),
    listHeaviest(db, id, limits.rows),
    listHistory(db, id, { from: null, to: null, limit: limits.changes }),
    listCheckIns(db, id, { before: null, limit: limits.changes }),
  ]);
  const { inScope, credited } = measure(keyResult, groups, { latestValue: null, objectiveProgress: null });
  const refs = changes.map(({ cause }) => cause.issue ?? null).filter((ref) => ref !== null);
  const titles = await findTitles(db, refs);
  return {
    policy: { grain, canceled, credit: { ...credit.byCategory, ...credit.byStatus }, unestimated, guardrail },
    sums: { size: inScope, credited },
    rows: rowCounts(keyResult, groups),
    matches: [...matches, ...idleRules(mapping, keyResult, matches)],
    contributions: heaviest.map(contributionAnswer),
    contributionsLeftOut: numberOfRows(groups) - heaviest.length,
    history: changes.toReversed().map((change) => changeAnswer(change, titles, checkIns)),
  };
}

function rowCounts({ canceled }: KeyResult, groups: readonly LedgerGroup[]): Explained["rows"] {
  const count = (holds: (group: LedgerGroup) => boolean) => numberOfRows(groups.filter(holds));
  return {
    counted: count((group) => group.counted),
    completed: count((group) => group.counted && countsAsCompleted(group.statusCategory, canceled)),
    canceled: count(({ reason }) => reason === "canceled"),
    grain: count(({ reason }) => reason === "grain"),
  };
}

/** Rules of the key result that account for no row. */
function idleRules(mapping: CompiledMapping, { id }: KeyResult, matches: readonly MatchCount[]): MatchCount[] {
  const busy = new Set(matches.filter(({ kind }) => kind === "rule").map((match) => match.id));
  return mapping.rules
    .filter(({ rule }) => rule.keyResultId === id && !busy.has(rule.id))
    .slice(0, namedMatches)
    .map(({ rule }) => ({ kind: "rule", id: rule.id, counted: 0, notCounted: 0 }));
}

function contributionAnswer(row: ContributionView): Explained["contributions"][number] {
  const { ref, key, title, url, source, statusCategory, status, weight, size, credit, counted, reason } = row;
  const issue = { ref, key, title, url, source, statusCategory, status };
  return { issue, match: { kind: row.matchKind, id: row.matchId }, weight, size, credit, counted, reason };
}

type Titles = Awaited<ReturnType<typeof findTitles>>;

function changeAnswer(change: ChangeView, titles: Titles, checkIns: readonly CheckIn[]): Explained["history"][number] {
  const { value, progress, previousValue, previousProgress, revision, cause } = change;
  const named = titles.get(cause.issue ?? "") ?? { key: null, title: null };
  const checkIn = cause.kind === "check_in" ? checkIns.find(({ id }) => id === cause.id) : undefined;
  const stated = checkIn === undefined ? null : checkInAnswer(checkIn);
  const figures = { value, progress, previousValue, previousProgress, revision };
  return { at: change.at.toISOString(), ...figures, cause: { ...cause, ...named, checkIn: stated } };
}

function checkInAnswer({ value, author, note }: CheckIn) {
  return { value, author, note };
}
