/** Which key results an issue counts toward, and by what. See spec domain.md section 2, point 1. */
import type { Ancestor } from "./ancestor.ts";
import type { NamedSubject, Subject } from "./attribute.ts";
import type { Match } from "./contribution.ts";
import type { IssueRef } from "./issue.ts";
import { fieldValues } from "./field-test.ts";
import { namesOf } from "./issue-name.ts";
import { type LinkIndex, linksOf } from "./link-index.ts";
import { appliesTo, type CompiledMapping } from "./mapping.ts";
import type { Day } from "./okr.ts";

export { indexLinks, type LinkIndex } from "./link-index.ts";

/** What may carry a link, a field or a label: the issue itself (`via` null), or one above it. */
interface Bearer {
  names: readonly string[];
  issue: Subject["issue"] | null;
  via: IssueRef | null;
}

type Matches = Map<string, Match>;

/**
 * At most one match a key result, by its id: links, then the field convention, then the label convention, then rules in file
 * order; on the issue itself before its ancestors, nearest first. A removed issue matches nothing.
 */
export function matchesOf(
  compiled: CompiledMapping,
  subject: Subject,
  links: LinkIndex,
  today: Day,
): ReadonlyMap<string, Match> {
  const matches: Matches = new Map();
  if (subject.issue.removed) return matches;
  const named = withNames(subject);
  const bearers = bearersOf(named);
  for (const bearer of bearers) addLinks(matches, compiled, bearer, links);
  for (const bearer of bearers) addField(matches, compiled, bearer);
  for (const bearer of bearers) addLabels(matches, compiled, bearer);
  addRules(matches, compiled, named, today);
  return matches;
}

function withNames(subject: Subject): NamedSubject {
  return subject.names === undefined ? { ...subject, names: namesOf(subject.issue) } : (subject as NamedSubject);
}

function bearersOf({ issue, ancestors, names }: NamedSubject): Bearer[] {
  const bearers: Bearer[] = [{ names, issue, via: null }];
  for (const ancestor of ancestors) {
    bearers.push({ names: ancestor.names, issue: ancestor.issue, via: viaOf(ancestor) });
  }
  return bearers;
}

/** An ancestor that is known by key alone has no ref yet. */
function viaOf({ ref, names }: Ancestor): IssueRef {
  return ref ?? `name:${names[0]}`;
}

function add(matches: Matches, keyResultId: string | undefined, match: Match) {
  if (keyResultId !== undefined && !matches.has(keyResultId)) matches.set(keyResultId, match);
}

function addLinks(matches: Matches, { keyResults }: CompiledMapping, { names, via }: Bearer, links: LinkIndex) {
  for (const { id, keyResultId, weight } of linksOf(links, names)) {
    if (keyResults.has(keyResultId)) add(matches, keyResultId, { kind: "link", id, via, weight });
  }
}

/** Text or a list, each the id of a key result. */
function addField(matches: Matches, { mapping, keyResultIds }: CompiledMapping, { issue, via }: Bearer) {
  const alias = mapping.conventions.field;
  if (alias === null || issue === null) return;
  for (const value of fieldValues(issue, alias)) {
    const keyResultId = keyResultIds.get(String(value).trim().toLowerCase());
    add(matches, keyResultId, { kind: "field", id: alias, via, weight: 1 });
  }
}

function addLabels(matches: Matches, { mapping, keyResultIds }: CompiledMapping, { issue, via }: Bearer) {
  const prefix = mapping.conventions.label?.toLowerCase();
  if (prefix === undefined || issue === null) return;
  for (const label of issue.labels) {
    const folded = label.toLowerCase();
    if (!folded.startsWith(prefix)) continue;
    add(matches, keyResultIds.get(folded.slice(prefix.length)), { kind: "label", id: label, via, weight: 1 });
  }
}

function addRules(matches: Matches, compiled: CompiledMapping, subject: Subject, today: Day) {
  for (const position of compiled.ruleIndex(subject)) {
    const candidate = compiled.rules[position]!;
    const { rule, match } = candidate;
    if (match === null || matches.has(rule.keyResultId)) continue;
    if (appliesTo(candidate, subject, today)) matches.set(rule.keyResultId, match);
  }
}
