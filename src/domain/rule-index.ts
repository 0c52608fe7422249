/** Finds the rules that may apply to an issue by one plain equality of each, so that cost does not grow with their number. */
import { type Subject, textAttributes } from "./attribute.ts";
import { nameOfReference, namesOf } from "./issue-name.ts";
import type { Condition, Rule, TextKey, TextTest } from "./rule.ts";
import { isList } from "./text-test.ts";

/** Positions of the rules that may apply, ascending, so in file order. */
export type RuleIndex = (subject: Subject) => readonly number[];

type IndexKey = TextKey | "within";

/** Most selective first: a rule is filed under the first of these that it compares with plain texts. */
const indexKeys = [
  "key",
  "parent",
  "within",
  "label",
  "milestone",
  "sprint",
  "component",
  "version",
  "cycle",
  "initiative",
  "project",
  "team",
  "type",
  "source",
] as const satisfies readonly IndexKey[];

export function compileRuleIndex(rules: readonly Rule[]): RuleIndex {
  const anywhere: number[] = [];
  const filed = new Map<IndexKey, Map<string, number[]>>();
  for (const [position, { when }] of rules.entries()) {
    const entry = entryOf(when);
    if (entry === null) anywhere.push(position);
    else file(filed, entry.key, entry.values, position);
  }
  return (subject) => {
    const found = new Set(anywhere);
    for (const [key, byValue] of filed) {
      for (const value of valuesOf(key, subject)) for (const position of byValue.get(value) ?? []) found.add(position);
    }
    return [...found].sort((a, b) => a - b);
  };
}

function file(filed: Map<IndexKey, Map<string, number[]>>, key: IndexKey, values: readonly string[], position: number) {
  const byValue = filed.get(key) ?? new Map<string, number[]>();
  filed.set(key, byValue);
  for (const value of new Set(values)) byValue.set(value, [...(byValue.get(value) ?? []), position]);
}

function entryOf(when: Condition): { key: IndexKey; values: readonly string[] } | null {
  for (const key of indexKeys) {
    const values = key === "within" ? plainWithins(when.within) : plainTexts(when[key]);
    if (values !== null) return { key, values };
  }
  return null;
}

/** What the attribute must equal one of; null where the test asks for something else. */
function plainTexts(test: TextTest | undefined): readonly string[] | null {
  if (test === undefined) return null;
  const texts = typeof test === "string" ? [test] : isList(test) ? test : test.any;
  if (texts === undefined || texts.some((text) => text.includes("*"))) return null;
  return texts.map((text) => text.toLowerCase());
}

/** Containers that are called by title are not looked up by name. */
function plainWithins(within: Condition["within"]): readonly string[] | null {
  if (within === undefined) return null;
  const names = (typeof within === "string" ? [within] : within).map(nameOfReference);
  return names.some((name) => /^(project|initiative):/.test(name)) ? null : names;
}

function valuesOf(key: IndexKey, subject: Subject): ReadonlySet<string> {
  if (key === "within") return new Set([...namesOf(subject.issue), ...subject.ancestors.flatMap(({ names }) => names)]);
  const values = textAttributes[key](subject);
  return new Set(values.filter((value) => value !== null).map((value) => value.toLowerCase()));
}
