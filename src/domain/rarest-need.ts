/** Which of its needs a rule is filed by: the one that the fewest other rules share. */
import type { Need, Trait, TraitKey } from "./rule-needs.ts";
import { ofTrait, setTrait, type TraitMap } from "./trait-map.ts";

/** How a rule is filed: under these traits, because it has this need. */
export interface Choice {
  need: Need;
  traits: readonly Trait[];
  /** How many rules might be filed under the most common of the traits. */
  crowd: number;
}

/** Of equally rare ones, the earlier is likely to be the rarer among issues; what is not here comes between. */
const telling: readonly TraitKey[] = ["key", "parent", "named", "label"];
const plain: readonly TraitKey[] = ["project", "team", "status", "priority", "type", "statusCategory", "source"];

/** Null for a rule without needs. */
export function chooserAmong(rules: Iterable<readonly Need[]>): (needs: readonly Need[]) => Choice | null {
  const crowds: TraitMap<number> = new Map();
  for (const needs of rules) {
    for (const trait of traitsIn(needs)) setTrait(crowds, trait, (ofTrait(crowds, trait) ?? 0) + 1);
  }
  return (needs) => rarest(needs, crowds);
}

function* traitsIn(needs: readonly Need[]): Generator<Trait> {
  for (const { traits, alternatives } of needs) {
    yield* traits;
    for (const alternative of alternatives) yield* traitsIn(alternative);
  }
}

function rarest(needs: readonly Need[], crowds: TraitMap<number>): Choice | null {
  let best: Choice | null = null;
  for (const need of needs) {
    const choice = choiceOf(need, crowds);
    if (best === null || compareChoices(choice, best) < 0) best = choice;
  }
  return best;
}

function choiceOf(need: Need, crowds: TraitMap<number>): Choice {
  const traits = [...need.traits];
  // What is alternative to nothing has been left out by `needsOf`.
  for (const alternative of need.alternatives) traits.push(...rarest(alternative, crowds)!.traits);
  return { need, traits, crowd: Math.max(0, ...traits.map((trait) => ofTrait(crowds, trait)!)) };
}

function compareChoices(a: Choice, b: Choice): number {
  return a.crowd - b.crowd || rankOf(a) - rankOf(b);
}

function rankOf({ traits }: Choice): number {
  return Math.max(0, ...traits.map(({ key }) => (telling.includes(key) ? 0 : 1 + plain.indexOf(key))));
}
