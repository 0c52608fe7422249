/** Something for each trait. */
import type { Trait, TraitKey } from "./rule-needs.ts";

export type TraitMap<Value> = Map<TraitKey, ByText<Value>>;

export interface ByText<Value> {
  equal: Map<string, Value>;
  begins: Map<string, Value>;
}

export function ofTrait<Value>(map: TraitMap<Value>, { key, text, begins }: Trait): Value | undefined {
  return map.get(key)?.[begins ? "begins" : "equal"].get(text);
}

export function setTrait<Value>(map: TraitMap<Value>, { key, text, begins }: Trait, value: Value): void {
  let byText = map.get(key);
  if (byText === undefined) map.set(key, (byText = { equal: new Map(), begins: new Map() }));
  byText[begins ? "begins" : "equal"].set(text, value);
}
