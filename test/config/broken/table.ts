/** Broken configurations as tables: what is wrong, how the small configuration is changed, and all that is said of it. */
import { smallConfig } from "../small-config.ts";

/** The file's whole text, or what to replace by what. */
type Change = string | readonly Edit[];
type Edit = readonly [from: string, to: string];

/** Problems as they are printed, without the name of the table's file. */
export type Row = readonly [what: string, change: Change, ...says: string[]];

export interface Table {
  file: string;
  /** Faults of shape: an editor that has the JSON Schema underlines them too. */
  shape?: readonly Row[];
  /** Faults that a schema cannot know of. */
  meaning?: readonly Row[];
  /** Faults of the YAML itself, which editors find without a schema. */
  syntax?: readonly Row[];
}

/** The small configuration with the row's change; throws where a text to be replaced is not there exactly once. */
export function filesOf(file: string, [, change]: Row): Readonly<Record<string, string>> {
  if (typeof change === "string") return { ...smallConfig, [file]: change };
  let text = smallConfig[file] ?? "";
  for (const [from, to] of change) {
    if (text.split(from).length !== 2) throw new Error(`not exactly once in ${file}: ${from}`);
    text = text.replace(from, () => to);
  }
  return { ...smallConfig, [file]: text };
}

export const edit = (from: string, to: string): readonly Edit[] => [[from, to]];

/** A line of the objective instead of its owner. */
export const objective = (line: string) => edit("    owner: maria@example.com", `    ${line}`);

/** A line more of the first key result. */
export const keyResult = (line: string) =>
  edit("title: Complete the shop", `title: Complete the shop\n        ${line}`);

/** Another measure of the first key result, which counts issues. */
export const measure = (text: string) => edit("{ kind: completion, by: estimate }", text);

/** Another measure of the second key result, which is a metric. */
export const metric = (text: string) => edit("{ kind: metric, start: 60, target: 85 }", text);

/** A line more of the Jira source. */
export const jira = (line: string) => edit("    kind: jira", `    kind: jira\n    ${line}`);

/** A line more of the Linear source. */
export const linear = (line: string) => edit("    kind: linear", `    kind: linear\n    ${line}`);

/** Another webhook secret of the Linear source. */
export const secret = (text: string) => edit("${LINEAR_SECRET}", text);

/** Another condition of the rule. */
export const when = (text: string) => edit("{ project: SHOP }", text);
