/** Rules that can never win: whatever they match, a rule before them matches for the same key result. */
import type { Condition, Rule } from "../domain/rule.ts";
import { conditionImplies } from "./condition-implies.ts";

/** For each rule that can never win, one that always wins over it. What it cannot tell, and more than it has time for, is left out. */
export function hiddenRules(rules: readonly Rule[]): ReadonlyMap<Rule, Rule> {
  const hidden = new Map<Rule, Rule>();
  for (const own of Map.groupBy(rules, (rule) => rule.keyResultId).values()) {
    const index = createIndex(own);
    for (const rule of own) {
      const winner = index.candidatesFor(rule).find((earlier) => conditionImplies(rule.when, earlier.when));
      // Whatever it hides is hidden by the one that hides it.
      if (winner === undefined) index.add(rule);
      else hidden.set(rule, winner);
    }
  }
  return hidden;
}

/** Thousands of rules must not each be compared with all before them. */
const maxCandidates = 50;

/** A rule with more than this to say is compared with none. Characters, as JSON. */
const maxLength = 5_000;

interface RuleIndex {
  add(rule: Rule): void;
  /** The rules added so far that may hide this one. */
  candidatesFor(rule: Rule): readonly Rule[];
}

/**
 * A rule is kept under each value of its rarest plain key: whatever it hides asks for one of these values, as the first of a
 * list or as one that must be there. Rules without such a key are seldom, and may hide any.
 */
function createIndex(rules: readonly Rule[]): RuleIndex {
  const uses = new Map<string, number>();
  for (const place of rules.flatMap(({ when }) => plainKeys(when).flat())) uses.set(place, (uses.get(place) ?? 0) + 1);
  const commonest = (places: readonly string[]) => Math.max(...places.map((place) => uses.get(place) ?? 0));
  const kept = new Map<string, Rule[]>();
  const keep = (place: string, rule: Rule) => {
    const there = kept.get(place);
    if (there === undefined) kept.set(place, [rule]);
    else if (there.length < maxCandidates) there.push(rule);
  };
  return {
    add(rule) {
      if (isLong(rule)) return;
      const rarest = plainKeys(rule.when).toSorted((a, b) => commonest(a) - commonest(b))[0];
      for (const place of rarest ?? [anywhere]) keep(place, rule);
    },
    candidatesFor(rule) {
      if (isLong(rule)) return [];
      const places = [anywhere, ...placesIn(rule.when)];
      return [...new Set(places.flatMap((place) => kept.get(place) ?? []))].slice(0, maxCandidates);
    },
  };
}

const anywhere = "";

function isLong({ when }: Rule): boolean {
  return JSON.stringify(when).length > maxLength;
}

/** The places of each key that asks for one of some whole texts. */
function plainKeys(when: Condition): readonly (readonly string[])[] {
  return Object.entries(when).flatMap(([key, test]) => {
    const texts = textsIn(test);
    const isPlain = texts.length > 0 && !texts.some((text) => text.includes("*"));
    return isPlain ? [texts.map((text) => placeOf(key, text))] : [];
  });
}

/** Where rules are kept that ask for a text which this condition asks for. */
function placesIn(when: Condition): readonly string[] {
  const own = Object.entries(when).flatMap(([key, test]) => {
    const { any, all } = (test ?? {}) as { any?: unknown; all?: unknown };
    const wanted = [...textsIn(test).slice(0, 1), ...textsIn(any).slice(0, 1), ...textsIn(all)];
    return wanted.map((text) => placeOf(key, text));
  });
  return [...own, ...(when.all ?? []).flatMap(placesIn)];
}

/** A text or a list of texts; none of anything else. */
function textsIn(test: unknown): readonly string[] {
  return [test].flat().filter((each): each is string => typeof each === "string");
}

function placeOf(key: string, text: string): string {
  return `${key} ${text.toLowerCase()}`;
}
