/** Mapping rules, conventions and key results compiled into what matching uses. */
import type { KeyResult } from "./okr.ts";
import type { Mapping } from "./rule.ts";

export interface CompiledMapping {
  mapping: Mapping;
  keyResults: ReadonlyMap<string, KeyResult>;
}
