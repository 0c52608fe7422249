/** The YAML files of a configuration folder as texts. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isConfigFile } from "../config-files.ts";
import { fileStart, type Problem } from "../problem.ts";
import { readRegularFile } from "./regular-file.ts";
import { maxFileBytes } from "../yaml/limits.ts";

export interface Folder {
  /** Texts by file name. */
  files: Readonly<Record<string, string>>;
  /** Why the folder, or a file that is needed, could not be read. */
  unreadable: readonly Problem[];
}

/** Null files where not even the folder can be read. */
export async function readFolder(dir: string): Promise<Folder | { files: null; unreadable: readonly Problem[] }> {
  const names = await readdir(dir).catch(reasonOf);
  if (typeof names === "string") {
    return { files: null, unreadable: [{ file: dir, ...fileStart, message: `the folder ${names}` }] };
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
  return { files, unreadable };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "is not a folder",
  EACCES: "may not be read by this user",
};

function reasonOf(error: unknown): string {
  return reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? "cannot be read";
}
