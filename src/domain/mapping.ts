/** Mapping rules, conventions and key results compiled into what matching uses. */
import type { Subject } from "./attribute.ts";
import { type CompiledCondition, conditionCompiler, matchesCondition, usesToday } from "./condition.ts";
import type { Match } from "./contribution.ts";
import type { JqlExpression } from "./jql.ts";
import type { Day, KeyResult } from "./okr.ts";
import { type CompilePattern, noPatterns } from "./pattern.ts";
import { compileRuleIndex, type RuleIndex } from "./rule-index.ts";
import type { Condition, Mapping, Rule, TextTest } from "./rule.ts";
import { compileTextTest, isList } from "./text-test.ts";

export interface CompiledRule {
  rule: Rule;
  condition: CompiledCondition;
  /** What it gives the issues that it applies to; null where its key result is not known. */
  match: Match | null;
}

export interface CompiledMapping {
  mapping: Mapping;
  keyResults: ReadonlyMap<string, KeyResult>;
  /** In file order. */
  rules: readonly CompiledRule[];
  /** Finds the rules that may apply to an issue. */
  ruleIndex: RuleIndex;
  /** Key result ids by their lower-case form, in which conventions name them. */
  keyResultIds: ReadonlyMap<string, string>;
  /** Whether any rule has a relative date, so that outcomes change with the day. */
  usesToday: boolean;
  /** Source ids or globs that the rules of a key result name, as they are written; none where they name no source. */
  sourcesByKeyResult: ReadonlyMap<string, readonly string[]>;
}

/** Throws on a condition that the configuration was to refuse. */
export function compileMapping(
  mapping: Mapping,
  keyResults: Iterable<KeyResult>,
  compilePattern: CompilePattern = noPatterns,
): CompiledMapping {
  const byId = new Map([...keyResults].map((keyResult) => [keyResult.id, keyResult]));
  const compile = conditionCompiler(compilePattern);
  const rules = mapping.rules.map((rule) => compileRule(rule, compile(rule.when), byId));
  return {
    mapping,
    keyResults: byId,
    rules,
    ruleIndex: compileRuleIndex(mapping.rules),
    keyResultIds: new Map([...byId.keys()].map((id) => [id.toLowerCase(), id])),
    usesToday: rules.some(({ condition }) => usesToday(condition)),
    sourcesByKeyResult: sourcesByKeyResult(mapping.rules),
  };
}

function compileRule(
  rule: Rule,
  condition: CompiledCondition,
  keyResults: ReadonlyMap<string, KeyResult>,
): CompiledRule {
  const { id, keyResultId, weight } = rule;
  return { rule, condition, match: keyResults.has(keyResultId) ? { kind: "rule", id, via: null, weight } : null };
}

/** A rule without a condition applies to nothing. */
export function appliesTo({ condition }: CompiledRule, subject: Subject, today: Day): boolean {
  return matchesCondition(condition, subject, today) === true;
}

/** Whether the rules of a key result name this source; false where they name none. */
export function namesSource(compiled: CompiledMapping, keyResultId: string, source: string): boolean {
  return compileTextTest(compiled.sourcesByKeyResult.get(keyResultId) ?? [], noPatterns)([source]);
}

function sourcesByKeyResult(rules: readonly Rule[]): ReadonlyMap<string, readonly string[]> {
  const byKeyResult = Map.groupBy(rules, ({ keyResultId }) => keyResultId);
  return new Map(
    byKeyResult.entries().map(([id, own]) => [id, [...new Set(own.flatMap(({ when }) => sourcesIn(when)))]]),
  );
}

function sourcesIn(condition: Condition): string[] {
  const nested = [...(condition.any ?? []), ...(condition.all ?? [])].flatMap(sourcesIn);
  const queried = condition.jql === undefined ? [] : sourcesInJql(condition.jql.expression);
  return [...wantedTexts(condition.source), ...nested, ...queried];
}

function sourcesInJql(expression: JqlExpression): string[] {
  return expression.kind === "clause" ? sourcesIn(expression.condition) : expression.parts.flatMap(sourcesInJql);
}

function wantedTexts(test: TextTest | undefined): readonly string[] {
  if (test === undefined) return [];
  if (typeof test === "string") return [test];
  return isList(test) ? test : [...(test.any ?? []), ...(test.all ?? [])];
}
