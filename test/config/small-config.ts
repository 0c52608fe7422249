/** A small good configuration, and how to break it in one place. */
import type { Config } from "../../src/config/config.ts";
import { type ConfigResult, formatProblem, parseConfig } from "../../src/config/load.ts";
import type { ParseOptions } from "../../src/config/parse.ts";

export const smallConfig: Readonly<Record<string, string>> = {
  "okrs.yaml": `periods:
  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }
objectives:
  - id: launch
    title: Launch the shop
    period: 2026-Q4
    owner: maria@example.com
    keyResults:
      - id: shop-complete
        title: Complete the shop
        measure: { kind: completion, by: estimate }
      - id: satisfaction
        title: Reach 85%
        measure: { kind: metric, start: 60, target: 85 }
`,
  "mapping.yaml": `conventions: { label: "kr:", field: keyResult }
rules:
  - id: checkout
    keyResult: shop-complete
    when: { project: SHOP }
`,
  "sources.yaml": `sources:
  - id: jira
    kind: jira
    baseUrl: https://acme.atlassian.net
    webhookSecrets: ["\${JIRA_SECRET}"]
    fields: { keyResult: customfield_10200, effort: customfield_10300 }
  - id: linear
    kind: linear
    webhookSecrets: ["\${LINEAR_SECRET}"]
`,
};

export const smallEnv = {
  JIRA_SECRET: "jira-secret",
  LINEAR_SECRET: "linear-secret",
  EMPTY: "",
  BROKEN: "two\nlines",
};

/** One way to break the small configuration: edits of one file, or a file's whole text. */
export interface Breakage {
  what: string;
  file: string;
  edits?: readonly (readonly [from: string, to: string])[];
  text?: string;
  /** Every problem, as it is printed. */
  says: readonly string[];
}

/** Throws where a text to be replaced is not there exactly once. */
export function broken({ file, edits = [], text }: Omit<Breakage, "what" | "says">): Record<string, string> {
  let edited = text ?? smallConfig[file] ?? "";
  for (const [from, to] of edits) {
    if (edited.split(from).length !== 2) throw new Error(`not exactly once in ${file}: ${from}`);
    edited = edited.replace(from, () => to);
  }
  return { ...smallConfig, [file]: edited };
}

export function parse(files: Readonly<Record<string, string>>, options: Partial<ParseOptions> = {}): ConfigResult {
  const readFile = () => ({ ok: false, reason: "does not exist" }) as const;
  return parseConfig(files, { env: smallEnv, readFile, ...options });
}

export function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const result = parse(files);
  return result.ok ? [] : result.problems.map(formatProblem);
}

/** The configuration, or an error that lists the problems. */
export function goodConfig(files: Readonly<Record<string, string>>, options: Partial<ParseOptions> = {}): Config {
  const result = parse(files, options);
  if (result.ok) return result.config;
  throw new Error(result.problems.map(formatProblem).join("\n"));
}
