/** A configuration folder → checked configuration, or all problems at once. */
import { type Folder, readFolder } from "./folder/folder.ts";
import { type ConfigResult, type ParseOptions, parseConfig } from "./parse.ts";
import { type FileText, readSecretFile } from "./folder/regular-file.ts";

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
  const folder = await readFolder(dir);
  if (folder.files === null) return { ok: false, problems: [...folder.unreadable], warnings: [] };
  const { env, now } = options;
  return parseFolder(folder, { env, now, readFile: options.readFile ?? readSecretFile });
}

/** Parses what could be read; what could not is a problem in its place. */
export function parseFolder({ files, unreadable }: Folder, options: ParseOptions): ConfigResult {
  const result = parseConfig(files, options);
  if (unreadable.length === 0) return result;
  const names = new Set(unreadable.map(({ file }) => file));
  const others = result.ok ? [] : result.problems.filter(({ file }) => !names.has(file));
  return { ok: false, problems: [...unreadable, ...others], warnings: result.warnings };
}
