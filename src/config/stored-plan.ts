/** The files of a stored revision → objectives and rules, whatever has become of the variables that other files refer to. */
import { compileMapping } from "../domain/mapping.ts";
import type { CompiledMapping } from "../domain/mapping.ts";
import type { Objective, Period } from "../domain/okr.ts";
import { codedError } from "../errors.ts";
import type { ConfigFile } from "./config-files.ts";
import { fieldNamesOf } from "./field-names.ts";
import { readMapping } from "./mapping.ts";
import { readOkrs } from "./okrs.ts";
import { compilePattern } from "./pattern/pattern.ts";
import { createReport, fileStart, type Findings, formatProblem } from "./problem.ts";
import { emptyMap } from "./yaml/tree.ts";
import { parseYaml } from "./yaml/yaml.ts";

export interface StoredPlan {
  periods: readonly Period[];
  objectives: readonly Objective[];
  mapping: CompiledMapping;
}

/**
 * Reads `okrs.yaml` and `mapping.yaml`, and of `sources.yaml` the names of fields alone: references, and so secrets, are not
 * looked at. They were checked when they were accepted; throws CONFIG_INVALID where this version no longer reads them.
 */
export function readStoredPlan(files: Readonly<Record<string, string>>): StoredPlan {
  const findings: Findings = { problems: [], warnings: [] };
  const okrs = read("okrs.yaml", readOkrs);
  const known = { sources: null, aliases: null, keyResults: null, fields: read("sources.yaml", fieldNamesOf) };
  const { conventions, rules } = read("mapping.yaml", (root, report) => readMapping(root, known, report));
  const [problem] = findings.problems;
  if (problem !== undefined) {
    throw codedError("CONFIG_INVALID", `a stored configuration can no longer be read: ${formatProblem(problem)}`);
  }
  const values = <T>(placed: readonly { value: T }[]) => placed.map(({ value }) => value);
  const mapping = { conventions, rules: values(rules) };
  return {
    periods: values(okrs.periods),
    objectives: values(okrs.objectives),
    mapping: compileMapping(mapping, values(okrs.keyResults), compilePattern),
  };

  function read<T>(
    file: ConfigFile,
    build: (root: NonNullable<ReturnType<typeof parseYaml>>, report: ReturnType<typeof createReport>) => T,
  ): T {
    const report = createReport(file, file !== "sources.yaml", findings);
    const text = files[file];
    return build((text === undefined ? null : parseYaml(text, report)) ?? emptyMap(fileStart), report);
  }
}
