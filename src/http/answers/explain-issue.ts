/** What an issue counts toward, and why each rule applies to it or not. */
import { setImmediate as breathe } from "node:timers/promises";
import type { CurrentConfig, Deps } from "../../deps.ts";
import type { Ancestor } from "../../domain/ancestor.ts";
import type { Subject } from "../../domain/attribute.ts";
import type { Contribution, Match } from "../../domain/contribution.ts";
import { type ExplainedRule, explainRule } from "../../domain/explain-rule.ts";
import type { Issue } from "../../domain/issue.ts";
import { nameOfReference } from "../../domain/issue-name.ts";
import { indexLinks, matchesOf } from "../../domain/match.ts";
import type { Day } from "../../domain/okr.ts";
import { buildTree } from "../../domain/tree.ts";
import { codedError } from "../../errors.ts";
import { listContributionsOfIssues } from "../../store/contributions.ts";
import type { Queryable } from "../../store/database.ts";
import { findRefs } from "../../store/issue-names.ts";
import { findIssues, findWithAncestors } from "../../store/issues.ts";
import { listLiveLinks } from "../../store/live-links.ts";
import type { ExplainedIssue } from "../schemas/explain.ts";

/** Rules explained before others get their turn. */
const rulesAtOnce = 1_000;

/** By key, ref or URL; throws ISSUE_UNKNOWN. Names `limit` rules at most, besides those that apply. */
export async function explainIssue(deps: Deps, text: string, limit: number): Promise<ExplainedIssue> {
  const { db } = deps.database;
  const current = deps.current();
  const today = deps.clock().toISOString().slice(0, 10);
  const { ref, others } = await getIssueRef(db, text);
  const [states, recorded, links] = await Promise.all([
    findWithAncestors(db, [ref]),
    listContributionsOfIssues(db, [ref]),
    listLiveLinks(db),
  ]);
  const tree = buildTree(states);
  const subject = tree.subjectOf(tree.get(ref)!.issue);
  const matches = matchesOf(current.mapping, subject, indexLinks(links), today);
  const rows = recorded.filter(({ keyResultId }) => current.mapping.keyResults.has(keyResultId));
  return {
    issue: { ...issueAnswer(subject.issue), ancestors: subject.ancestors.map(ancestorAnswer), others },
    keyResults: [...current.mapping.keyResults.keys()].flatMap((id) =>
      rows.filter(({ keyResultId }) => keyResultId === id).map(rowAnswer),
    ),
    pending: isPending(matches, rows),
    ...(await explainRules(current, subject, { matches, today, limit })),
  };
}

/** Of several issues of that name: one that is called so now before those that once were, one that is there before removed ones. */
async function getIssueRef(db: Queryable, text: string): Promise<{ ref: string; others: string[] }> {
  const name = nameOfReference(text);
  const refs = (await findRefs(db, [name])).get(name) ?? [];
  const issues = (await findIssues(db, refs)).map(({ issue }) => issue);
  const wasOnce = ({ previousKeys }: Issue) => previousKeys.some((key) => key.toLowerCase() === name);
  const rank = (issue: Issue) => Number(issue.removed) * 2 + Number(wasOnce(issue));
  const [first, ...others] = issues.sort((a, b) => rank(a) - rank(b) || (a.ref < b.ref ? -1 : 1));
  if (first === undefined) throw codedError("ISSUE_UNKNOWN", "no stored issue has this key, ref or URL");
  return { ref: first.ref, others: others.map(({ ref }) => ref) };
}

interface RuleInputs {
  matches: ReadonlyMap<string, Match>;
  today: Day;
  limit: number;
}

async function explainRules(
  { mapping }: CurrentConfig,
  subject: Subject,
  { matches, today, limit }: RuleInputs,
): Promise<Pick<ExplainedIssue, "rules" | "rulesLeftOut">> {
  const rules: ExplainedIssue["rules"] = [];
  let rulesLeftOut = 0;
  for (const [at, compiled] of mapping.rules.entries()) {
    if (at % rulesAtOnce === rulesAtOnce - 1) await breathe();
    const rule = explainRule(compiled, subject, matches, today);
    if (rule.applied || rules.length < limit) rules.push(ruleAnswer(rule));
    else rulesLeftOut += 1;
  }
  return { rules, rulesLeftOut };
}

function ruleAnswer({ failed, ...rest }: ExplainedRule): ExplainedIssue["rules"][number] {
  return { ...rest, failed: failed === null ? null : { ...failed, found: failed.found ?? null } };
}

/** Whether what is recorded differs from what matches now. */
function isPending(matches: ReadonlyMap<string, Match>, rows: readonly Contribution[]): boolean {
  const isSame = (row: Contribution) => {
    const match = matches.get(row.keyResultId);
    return match !== undefined && match.kind === row.match.kind && match.id === row.match.id;
  };
  return rows.length !== matches.size || !rows.every(isSame);
}

function rowAnswer({ keyResultId, counted, reason, match, size, credit }: Contribution) {
  const { kind, id, via, weight } = match;
  return { keyResultId, counted, reason, match: { kind, id, via }, weight, size, credit };
}

/** People are left out: who only reads need not learn e-mail addresses here. */
function issueAnswer(issue: Issue): Omit<ExplainedIssue["issue"], "ancestors" | "others"> {
  const { ref, key, title, url, source, kind, type, level, status, statusCategory, resolution, priority } = issue;
  const { project, estimate, updatedAt, completedAt, archived, removed } = issue;
  const named = { ref, key, previousKeys: [...issue.previousKeys], title, url, source, kind, type, level };
  const lists = { team: [...issue.team], labels: [...issue.labels] };
  const state = { status, statusCategory, resolution, priority, project, ...lists, estimate };
  return { ...named, ...state, updatedAt, completedAt, archived, removed };
}

function ancestorAnswer({ ref, issue, title, kind, distance }: Ancestor) {
  return { ref, key: issue?.key ?? null, title, kind, distance };
}
