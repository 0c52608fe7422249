/** What an issue matches, by trying every rule: written once more from spec domain.md section 2 and config.md, mapping.yaml. */
import type { Ancestor } from "../../src/domain/ancestor.ts";
import type { Subject } from "../../src/domain/attribute.ts";
import type { Match } from "../../src/domain/contribution.ts";
import type { FieldValue, Issue } from "../../src/domain/issue.ts";
import type { Jql, JqlExpression } from "../../src/domain/jql.ts";
import type { Condition, DateTest, Link, Mapping, NumberTest } from "../../src/domain/rule.ts";

export interface NaiveWorld {
  mapping: Mapping;
  keyResultIds: readonly string[];
  links: readonly Link[];
  today: string;
  /** Whether a query finds an issue, where something else than its parts tells so. */
  truths: WeakMap<Jql, (subject: Subject) => boolean>;
}

interface Bearer {
  issue: Issue | null;
  names: readonly string[];
  via: string | null;
}

export function naiveMatches(world: NaiveWorld, subject: Subject): Map<string, Match> {
  const { issue, ancestors } = subject;
  const bearers: Bearer[] = [{ issue, names: namesOfIssue(issue), via: null }];
  for (const each of ancestors) {
    const names = each.issue === null ? each.names : namesOfIssue(each.issue);
    bearers.push({ issue: each.issue, names, via: each.ref ?? `name:${each.names[0]}` });
  }
  const found = new Map<string, Match>();
  for (const id of world.keyResultIds) {
    const match = issue.removed ? undefined : firstMatch(world, subject, bearers, id);
    if (match !== undefined) found.set(id, match);
  }
  return found;
}

function firstMatch(world: NaiveWorld, subject: Subject, bearers: readonly Bearer[], id: string): Match | undefined {
  const { conventions, rules } = world.mapping;
  for (const { names, via } of bearers) {
    const own = world.links.filter((link) => link.keyResultId === id && names.includes(nameOfText(link.issue)));
    const [oldest] = own.sort((a, b) => Number(a.id) - Number(b.id));
    if (oldest !== undefined) return { kind: "link", id: oldest.id, via, weight: oldest.weight };
  }
  for (const { issue, via } of bearers) {
    const values = conventions.field === null ? [] : fieldTexts(issue?.fields[conventions.field] ?? null);
    if (values.some((value) => fold(value.trim()) === fold(id))) {
      return { kind: "field", id: conventions.field!, via, weight: 1 };
    }
  }
  for (const { issue, via } of bearers) {
    const label = issue?.labels.find((each) => fold(each) === fold(`${conventions.label}${id}`));
    if (conventions.label !== null && label !== undefined) return { kind: "label", id: label, via, weight: 1 };
  }
  const rule = rules.find(({ keyResultId, when }) => keyResultId === id && holds(when, subject, world) === true);
  return rule === undefined ? undefined : { kind: "rule", id: rule.id, via: null, weight: rule.weight };
}

type Verdict = boolean | null;

/** Keys ANDed; null where nothing is asked. */
function holds(condition: Condition, subject: Subject, world: NaiveWorld): Verdict {
  return allOf(Object.entries(condition).map(([key, wanted]) => keyHolds(key, wanted, subject, world)));
}

function keyHolds(key: string, wanted: unknown, subject: Subject, world: NaiveWorld): Verdict {
  const each = (conditions: unknown) => [conditions].flat().map((one) => holds(one as Condition, subject, world));
  const { issue } = subject;
  if (key === "any") return anyOf(each(wanted));
  if (key === "all") return allOf(each(wanted));
  if (key === "not") return not(anyOf(each(wanted)));
  if (key === "jql") return queryHolds(wanted as Jql, subject, world);
  if (key === "within") return [wanted].flat().some((text) => isWithin(text as string, subject));
  if (key === "estimate" || key === "level") return numbersHold(wanted as NumberTest, presentIn([issue[key]]));
  if (key === "createdAt" || key === "updatedAt" || key === "completedAt") {
    return datesHold(wanted as DateTest, presentIn([issue[key]]), world.today);
  }
  if (key.startsWith("field.")) return fieldHolds(wanted, fieldTexts(issue.fields[key.slice(6)] ?? null), world);
  return textsHold(wanted, textsOf(key, subject));
}

/** What is asked tells how to read the values. */
function fieldHolds(wanted: unknown, values: readonly string[], { today }: NaiveWorld): boolean {
  if (typeof wanted === "number") return numbersHold(wanted, values.filter((value) => value.trim() !== "").map(Number));
  const isDate = Object.entries(wanted as object).some(
    ([key, bound]) => /^[gl]te?$/.test(key) && typeof bound === "string",
  );
  if (!isDate) return textsHold(wanted, values);
  return datesHold(
    wanted as DateTest,
    values.filter((value) => /^\d{4}-/.test(value)),
    today,
  );
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(true) ? true : null;
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(false) ? false : null;
}

function not(verdict: Verdict): Verdict {
  return verdict === null ? null : !verdict;
}

function queryHolds(jql: Jql, subject: Subject, world: NaiveWorld): Verdict {
  const truth = world.truths.get(jql);
  if (truth !== undefined) return truth(subject);
  const expressionHolds = (expression: JqlExpression): Verdict => {
    if (expression.kind === "clause") return holds(expression.condition, subject, world);
    return (expression.kind === "and" ? allOf : anyOf)(expression.parts.map(expressionHolds));
  };
  return expressionHolds(jql.expression);
}

/** Without case: as lower case. */
export function fold(text: string): string {
  return text.toLowerCase();
}

function presentIn<Value>(values: readonly (Value | null)[]): Value[] {
  return values.filter((value): value is Value => value !== null && value !== "");
}

function fieldTexts(value: FieldValue): string[] {
  return presentIn([value].flat()).map(String);
}

function textsHold(wanted: unknown, values: readonly string[]): boolean {
  const someIs = (globs: readonly string[]) => values.some((value) => globs.some((glob) => isLike(value, glob)));
  if (typeof wanted === "string") return someIs([wanted]);
  if (Array.isArray(wanted)) return someIs(wanted as string[]);
  const { any, all, none, matches, exists } = wanted as {
    any?: string[];
    all?: string[];
    none?: string[];
    matches?: string;
    exists?: boolean;
  };
  if (any !== undefined && !someIs(any)) return false;
  if (all !== undefined && !all.every((glob) => someIs([glob]))) return false;
  if (none !== undefined && someIs(none)) return false;
  if (matches !== undefined && !values.some((value) => value.includes(matches))) return false;
  return exists === undefined || values.length > 0 === exists;
}

function isLike(value: string, glob: string): boolean {
  const pattern = fold(glob)
    .split("*")
    .map((part) => part.replace(/[^]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`))
    .join("[^]*");
  return new RegExp(`^${pattern}$`, "u").test(fold(value));
}

function textsOf(key: string, { issue, ancestors }: Subject): string[] {
  const titled = (each: Issue | Ancestor) => [each.title, each.slug, each.ref === null ? null : idIn(each.ref)];
  const above = (kind: string, furthest: number) =>
    ancestors.filter((each) => each.kind === kind && each.distance <= furthest).flatMap(titled);
  const self = issue.kind === key ? titled(issue) : [];
  if (key === "project") return presentIn([issue.project, ...self, ...above("project", 1)]);
  if (key === "initiative") return presentIn([...self, ...above("initiative", Infinity)]);
  if (key === "parent") {
    const direct = ancestors.filter((each) => each.kind === "issue" && each.distance === 1);
    return direct.flatMap((each) => (each.issue === null ? each.names : [each.issue.key, ...each.issue.previousKeys]));
  }
  const plural: Readonly<Record<string, readonly string[]>> = {
    label: issue.labels,
    component: issue.components,
    version: issue.versions,
    sprint: issue.sprints,
  };
  return presentIn([plural[key] ?? (issue as unknown as Record<string, string | null | string[]>)[key]!].flat());
}

function numbersHold(wanted: number | NumberTest, values: readonly number[]): boolean {
  if (typeof wanted === "number") return values.includes(wanted);
  const { gte = -Infinity, gt = -Infinity, lte = Infinity, lt = Infinity, exists } = wanted;
  if (exists !== undefined && values.length > 0 !== exists) return false;
  const bounded = Object.keys(wanted).some((key) => key !== "exists");
  return !bounded || values.some((value) => value >= gte && value > gt && value <= lte && value < lt);
}

const dayMs = 86_400_000;

/** Days as the spans that they are, milliseconds since 1970. */
function datesHold(wanted: DateTest, values: readonly string[], today: string): boolean {
  const spanOf = (text: string): [from: number, until: number] => {
    const relative = /^(-?\d+)d$/.exec(text);
    const from = relative === null ? Date.parse(text) : Date.parse(today) + Number(relative[1]) * dayMs;
    return [from, text.includes("T") ? from + 1 : from + dayMs];
  };
  const { gte, gt, lte, lt, exists } = wanted;
  if (exists !== undefined && values.length > 0 !== exists) return false;
  if ([gte, gt, lte, lt].every((bound) => bound === undefined)) return true;
  return values.some((value) => {
    const at = Date.parse(value);
    if (gte !== undefined && at < spanOf(gte)[0]) return false;
    if (lt !== undefined && at >= spanOf(lt)[0]) return false;
    if (gt !== undefined && at < spanOf(gt)[1]) return false;
    return lte === undefined || at < spanOf(lte)[1];
  });
}

function isWithin(text: string, { issue, ancestors }: Subject): boolean {
  const name = nameOfText(text);
  const path = [{ ...issue, issue, names: namesOfIssue(issue) }, ...ancestors];
  if (path.some((each) => (each.issue === null ? each.names : namesOfIssue(each.issue)).includes(name))) return true;
  const [kind, ...rest] = name.split(":");
  if (rest.length === 0 || (kind !== "project" && kind !== "initiative")) return false;
  const called = rest.join(":").trim();
  return path.some((each) => {
    if (kind === "project" && fold(each.issue?.project ?? "\0") === called) return true;
    const names = [each.title, each.slug, each.ref === null ? null : idIn(each.ref)];
    return each.kind === kind && names.some((one) => one !== null && fold(one) === called);
  });
}

function namesOfIssue({ ref, key, previousKeys, slug, url }: Issue): string[] {
  const keys = [key, ...previousKeys];
  const address = url === null ? [] : [addressOf(url)];
  const under = address.flatMap((each) =>
    each.endsWith(`/${fold(key)}`) ? keys.map((one) => each.slice(0, -key.length) + fold(one)) : [each],
  );
  return presentIn([ref, idIn(ref), ...keys, slug])
    .map(fold)
    .concat(under);
}

function nameOfText(text: string): string {
  return text.startsWith("https://") ? addressOf(text) : fold(text.trim());
}

/** Of those that these tests use: up to the key or slug. */
function addressOf(url: string): string {
  const [host, ...path] = fold(url).slice("https://".length).split("?")[0]!.split("/");
  const end = path.findIndex((part) => ["browse", "issue", "project"].includes(part)) + 2;
  return [host, ...path.slice(0, end)].join("/");
}

function idIn(ref: string): string {
  return ref.slice(ref.indexOf(":") + 1);
}
