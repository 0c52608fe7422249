/** Regular expressions of conditions. Their engine is a library, and the domain imports none: it is handed in. */

/** RE2 syntax → whether a text holds a match anywhere, in time linear in the text. */
export type CompilePattern = (source: string) => (text: string) => boolean;

/** For mappings without `matches`; throws on the first one: whoever reads patterns was to bring an engine. */
export function noPatterns(source: string): never {
  throw new TypeError(`no engine for the regular expression ${source}`);
}
