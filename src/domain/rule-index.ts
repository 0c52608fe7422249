/** Finds the rules that may apply to an issue by what they need it to have, so that cost does not grow with their number. */
import type { Subject } from "./attribute.ts";
import { chooserAmong } from "./rarest-need.ts";
import type { Rule } from "./rule.ts";
import { type Lengths, lengthsIn } from "./text-lengths.ts";
import { type Need, needsOf } from "./rule-needs.ts";
import { type TraitTexts, traitTextsOf } from "./subject-traits.ts";
import { ofTrait, setTrait, type TraitMap } from "./trait-map.ts";

/** Positions of the rules that may apply, ascending, so in file order. */
export type RuleIndex = (subject: Subject) => readonly number[];

/** A rule on its way into the index, with what it needs besides the traits that lead to it. */
interface Filing {
  position: number;
  needs: readonly Need[];
}

/** One rule's position, as is most common, or several rules. */
type Found = number | Drawer;

interface Drawer {
  /** Of the rules that are found without looking further. */
  positions: readonly number[];
  shelves: readonly Shelf[];
}

/** Rules by the texts of one kind of trait. */
interface Shelf {
  textsOf: TraitTexts;
  equal: ReadonlyMap<string, Found>;
  /** Of the texts in `equal`: others need not be looked up, which costs more than all else here. */
  lengths: Lengths;
  begins: ReadonlyMap<string, Found>;
  /** Of the beginnings, ascending. */
  beginLengths: readonly number[];
}

/** So few rules are rather tried than told apart by what else they need. */
const fewRules = 4;
/** Shelves within shelves: rules that share a project and a label are told apart by a third trait, and no further. */
const deepest = 3;
/** Within a shelf, no rule is filed under more traits than this: lists times lists would fill the memory. */
const mostTraits = 8;

export function compileRuleIndex(rules: readonly Rule[]): RuleIndex {
  const filings = rules.map(({ when }, position): Filing => ({ position, needs: needsOf(when) }));
  const root = drawerOf(filings, 1);
  return (subject) => {
    const found: number[] = [];
    collect(root, subject, found);
    return found;
  };
}

function drawerOf(filings: readonly Filing[], depth: number): Drawer {
  const choose = chooserAmong(filings.map(({ needs }) => needs));
  const positions: number[] = [];
  const filed: TraitMap<Filing[]> = new Map();
  for (const { position, needs } of filings) {
    const choice = choose(needs);
    if (choice === null || (depth > 1 && choice.traits.length > mostTraits)) {
      positions.push(position);
      continue;
    }
    const filing = { position, needs: needs.filter((need) => need !== choice.need) };
    for (const trait of choice.traits) {
      const others = ofTrait(filed, trait);
      if (others === undefined) setTrait(filed, trait, [filing]);
      else if (others.at(-1)!.position !== position) others.push(filing);
    }
  }
  return { positions, shelves: shelvesOf(filed, depth) };
}

function shelvesOf(filed: TraitMap<Filing[]>, depth: number): Shelf[] {
  const founds = (filings: ReadonlyMap<string, readonly Filing[]>) =>
    new Map(filings.entries().map(([text, each]) => [text, foundAmong(each, depth)]));
  return [...filed].map(([key, { equal, begins }]) => ({
    textsOf: traitTextsOf(key),
    equal: founds(equal),
    lengths: lengthsIn(equal.keys()),
    begins: founds(begins),
    beginLengths: [...new Set(lengthsOf(begins))].sort((a, b) => a - b),
  }));
}

function lengthsOf(byText: ReadonlyMap<string, unknown>) {
  return byText.keys().map((text) => text.length);
}

function foundAmong(filings: readonly Filing[], depth: number): Found {
  if (filings.length > fewRules && depth < deepest) return drawerOf(filings, depth + 1);
  const positions = filings.map(({ position }) => position);
  return positions.length === 1 ? positions[0]! : { positions, shelves: [] };
}

function collect({ positions, shelves }: Drawer, subject: Subject, found: number[]): void {
  for (const position of positions) insert(position, found);
  for (const { textsOf, equal, lengths, begins, beginLengths } of shelves) {
    for (const text of textsOf(subject)) {
      if (lengths[text.length] === 1) add(equal.get(text), subject, found);
      for (const length of beginLengths) {
        if (length > text.length) break;
        add(begins.get(text.slice(0, length)), subject, found);
      }
    }
  }
}

function add(found: Found | undefined, subject: Subject, positions: number[]): void {
  if (typeof found === "number") insert(found, positions);
  else if (found !== undefined) collect(found, subject, positions);
}

/** Positions are few, and mostly in order already: each is moved forward to where it belongs, which takes no other list. */
function insert(position: number, ordered: number[]): void {
  let at = ordered.length;
  while (at > 0 && ordered[at - 1]! > position) at -= 1;
  if (at > 0 && ordered[at - 1] === position) return;
  ordered.push(position);
  if (at < ordered.length - 1) ordered.copyWithin(at + 1, at, -1)[at] = position;
}
