/** A configuration folder → checked configuration, or all problems at once. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isConfigFile } from "./config-files.ts";
import { type ConfigResult, type ParseOptions, parseConfig } from "./parse.ts";
import { fileStart, type Problem } from "./problem.ts";
import { type FileText, readRegularFile, readSecretFile } from "./regular-file.ts";
import { maxFileBytes } from "./yaml-limits.ts";

export { formatProblem, type Problem } from "./problem.ts";
export { type ConfigResult, parseConfig } from "./parse.ts";

export interface LoadOptions {
  /** What `${NAME}` refers to. */
  env: ParseOptions["env"];
  now?: Date | undefined;
  /** What `${file:…}` is read with. */
  readFile?: (path: string) => FileText;
}

/** Reads the YAML files of the folder. A folder or file that cannot be read is a problem like any other. */
export async function loadConfig(dir: string, options: LoadOptions): Promise<ConfigResult> {
  const names = await readdir(dir).catch(reasonOf);
  if (typeof names === "string") {
    return { ok: false, problems: [{ file: dir, ...fileStart, message: `the folder ${names}` }], warnings: [] };
  }
  const files: Record<string, string> = {};
  const unreadable: Problem[] = [];
  for (const name of names.filter((each) => /\.ya?ml$/i.test(each)).toSorted()) {
    const read = readRegularFile(join(dir, name), maxFileBytes);
    if (read.ok) files[name] = read.text;
    // Files of other names are none of ours, readable or not; parsing warns of them by name.
    else if (!isConfigFile(name)) files[name] = "";
    else unreadable.push({ file: name, ...fileStart, message: `the file ${read.reason}` });
  }
  const { env, now } = options;
  const result = parseConfig(files, { env, now, readFile: options.readFile ?? readSecretFile });
  return unreadable.length === 0 ? result : withUnreadable(result, unreadable);
}

function withUnreadable(result: ConfigResult, unreadable: readonly Problem[]): ConfigResult {
  const names = new Set(unreadable.map(({ file }) => file));
  const others = result.ok ? [] : result.problems.filter(({ file }) => !names.has(file));
  return { ok: false, problems: [...unreadable, ...others], warnings: result.warnings };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "is not a folder",
  EACCES: "may not be read by this user",
};

function reasonOf(error: unknown): string {
  return reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? "cannot be read";
}
