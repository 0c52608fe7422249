/** The texts of a configuration folder → checked configuration, or all problems at once. */
import { isAccessSecret, readAccess } from "./access.ts";
import { adviseOnOkrs, adviseOnReach, adviseOnRules } from "./advice.ts";
import { checkAlignment } from "./alignment.ts";
import type { Config } from "./config.ts";
import { type ConfigFile, configFiles, filesWithReferences, isConfigFile, requiredFiles } from "./config-files.ts";
import { readMapping } from "./mapping.ts";
import { readOkrs } from "./okrs.ts";
import { createReport, fileStart, type Findings, inOrder, type Problem, type Report } from "./problem.ts";
import { refusePublishers } from "./publish.ts";
import type { ReferenceOptions } from "./reference-lookup.ts";
import { resolveReferences, withoutReferences } from "./references.ts";
import { checkSizes } from "./size-references.ts";
import { isSourceSecret, readSources } from "./sources.ts";
import { didYouMean } from "./suggest.ts";
import { emptyMap, type MapTree, type Path } from "./yaml/tree.ts";
import { parseYaml } from "./yaml/yaml.ts";

export type ConfigResult =
  | { ok: true; config: Config; warnings: Problem[] }
  | { ok: false; problems: Problem[]; warnings: Problem[] };

export interface ParseOptions extends ReferenceOptions {
  /** Without it nothing is said about periods that have ended. */
  now?: Date | undefined;
  /** Hears which file is read next. */
  reading?: (file: ConfigFile) => void;
}

type Files = Readonly<Record<string, string>>;

/** `files` are texts by file name. Effects are those of `options.readFile` alone. */
export function parseConfig(files: Files, options: ParseOptions): ConfigResult {
  const findings: Findings = { problems: [], warnings: [] };
  const reports = reportsFor(findings);
  warnOfStrangers(files, findings);
  const config = readConfig(files, options, reports);
  const names = [...configFiles, ...Object.keys(files)];
  const warnings = inOrder(findings.warnings, names);
  if (config === null || findings.problems.length > 0) {
    return { ok: false, problems: inOrder(findings.problems, names), warnings };
  }
  return { ok: true, config, warnings };
}

type Reports = Readonly<Record<ConfigFile, Report>>;

function reportsFor(findings: Findings): Reports {
  const reports = configFiles.map((file) => [file, createReport(file, !filesWithReferences.includes(file), findings)]);
  return Object.fromEntries(reports) as Reports;
}

/** Each file is read as far as the others allow: what a broken one would have named is not held against the rest. */
function readConfig(files: Files, options: ParseOptions, reports: Reports): Config | null {
  const sources = read("sources.yaml", isSourceSecret, readSources);
  const okrs = read("okrs.yaml", null, readOkrs);
  const names = {
    sources: sources?.ids ?? null,
    aliases: sources?.aliases ?? null,
    fields: sources?.fields ?? null,
    keyResults: okrs?.keyResultIds ?? null,
  };
  const mapping = read("mapping.yaml", null, (root, report) => readMapping(root, names, report));
  const tokens = read("access.yaml", isAccessSecret, readAccess);
  read("publish.yaml", null, refusePublishers);
  const okrsReport = reports["okrs.yaml"];
  if (okrs !== null) {
    checkAlignment(okrs.objectiveTrees, okrs.objectiveIds, okrsReport);
    if (sources !== null) checkSizes(okrs.keyResultTrees, sources, okrsReport);
    adviseOnOkrs(okrs, options.now ?? null, okrsReport);
  }
  if (okrs !== null && mapping !== null) {
    adviseOnReach(okrs, mapping, okrsReport);
    adviseOnRules(mapping, okrs, reports["mapping.yaml"]);
  }
  if (sources === null || okrs === null || mapping === null || tokens === null) return null;
  return {
    periods: okrs.periods.map(({ value }) => value),
    objectives: okrs.objectives.map(({ value }) => value),
    mapping: { conventions: mapping.conventions, rules: mapping.rules.map(({ value }) => value) },
    sources: sources.sources,
    access: { tokens },
    files: Object.fromEntries(Object.entries(files).filter(([name]) => isConfigFile(name))),
  };

  function read<T>(
    file: ConfigFile,
    isSecret: ((path: Path) => boolean) | null,
    build: (root: MapTree, report: Report) => T,
  ): T | null {
    options.reading?.(file);
    const report = reports[file];
    const root = rootOf(file, files[file], report);
    if (root === null) return null;
    if (isSecret !== null) return build(resolveReferences(root, options, isSecret, report), report);
    return build(filesWithReferences.includes(file) ? root : withoutReferences(root, report), report);
  }
}

function rootOf(file: ConfigFile, text: string | undefined, report: Report): MapTree | null {
  if (text !== undefined) return parseYaml(text, report);
  if (!requiredFiles.includes(file)) return emptyMap(fileStart);
  report.problem(fileStart, "the file is missing");
  return null;
}

/** A file under another name would be ignored without a word. */
function warnOfStrangers(files: Files, findings: Findings): void {
  for (const name of Object.keys(files)) {
    if (isConfigFile(name)) continue;
    const message = `the file is not read${didYouMean(name, configFiles)}; the files are ${configFiles.join(", ")}`;
    createReport(name, false, findings).warning(fileStart, message);
  }
}
