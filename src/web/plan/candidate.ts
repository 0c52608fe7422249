/** What was dropped or chosen, as the service is asked about it. */

/** The files of a configuration; `test/web/candidate.test.ts` keeps them those of the service. */
export const configNames = ["okrs.yaml", "mapping.yaml", "sources.yaml", "access.yaml", "publish.yaml"] as const;

/** A file, and the folder that it was given with; null where it was given alone. */
export interface GivenFile {
  name: string;
  folder: string | null;
  file: Pick<File, "size" | "text">;
}

export interface Candidate {
  /** For people: which files, or which folder. */
  title: string;
  /** Texts by name; null where the file is not to be. What is left out stays as it is. */
  files: Readonly<Record<string, string | null>>;
}

export type Reading = { ok: true; candidate: Candidate } | { ok: false; message: string };

/** The service reads no more of a file, bytes; twice as much, so that it is the one who says so. */
const greatestFile = 512 * 1024;

/** A folder is the whole configuration; files alone go over those that are in force. */
export async function readCandidate(given: readonly GivenFile[]): Promise<Reading> {
  const files = given.filter(({ name }) => /\.ya?ml$/i.test(name));
  const folders = new Set(files.map(({ folder }) => folder));
  if (files.length === 0) return refused("There is no YAML file among these.");
  if (folders.size > 1) return refused("Give one folder, or files: not both, and not two folders.");
  if (!files.some(({ name }) => isConfigName(name))) {
    return refused(`None of these is a file of the configuration: ${configNames.join(", ")}.`);
  }
  const tooLarge = files.find(({ name, file }) => isConfigName(name) && file.size > greatestFile);
  if (tooLarge !== undefined) return refused(`${tooLarge.name} is too large to be a configuration.`);
  const [folder = null] = folders;
  try {
    const texts = await Promise.all(files.map(textOf));
    const absent = folder === null ? [] : configNames.map((name) => [name, null] as const);
    const title = folder === null ? files.map(({ name }) => name).join(", ") : `the folder ${folder}`;
    return { ok: true, candidate: { title, files: Object.fromEntries([...absent, ...texts]) } };
  } catch {
    return refused("A file could not be read: it has changed since, or may not be read.");
  }
}

/** Of files of other names, the name is enough: the service warns of those. */
async function textOf({ name, file }: GivenFile): Promise<readonly [string, string]> {
  return [name, isConfigName(name) ? await file.text() : ""];
}

function isConfigName(name: string): boolean {
  return (configNames as readonly string[]).includes(name);
}

function refused(message: string): Reading {
  return { ok: false, message };
}
