/** A checked configuration → what matching uses. */
import { type CompiledMapping, compileMapping } from "../domain/mapping.ts";
import { type Config, keyResultsOf } from "./config.ts";
import { compilePattern } from "./pattern/pattern.ts";

export function compileConfig(config: Config): CompiledMapping {
  return compileMapping(config.mapping, keyResultsOf(config), compilePattern);
}
