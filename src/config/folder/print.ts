/** What tells one state of a configuration folder from another without reading its files. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { configFiles, filesWithReferences } from "../config-files.ts";

export interface FolderPrint {
  /** Another text: something was written, replaced, added or taken away. */
  text: string;
  /** Bytes of each of the configuration's files; 0 for one that is not there. */
  sizes: readonly number[];
}

/** Looks at the configuration's files in the folder and at others beside; links are followed, as whole folders are swapped by them. */
export async function readFolderPrint(dir: string, others: readonly string[]): Promise<FolderPrint> {
  const own = await Promise.all(configFiles.map((name) => printOf(join(dir, name))));
  const beside = await Promise.all(others.map(printOf));
  return { text: JSON.stringify([own, others, beside]), sizes: own.map(({ size }) => size) };
}

interface FilePrint {
  size: number;
  /** Times and identity; or why there are none. */
  face: string;
}

async function printOf(path: string): Promise<FilePrint> {
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true });
    return { size: Number(size), face: `${mtimeNs} ${ctimeNs} ${ino}` };
  } catch (error) {
    return { size: 0, face: (error as NodeJS.ErrnoException).code ?? "unreadable" };
  }
}

/** Paths that `${file:…}` references in these texts name. */
export function referencedFiles(files: Readonly<Record<string, string>>): string[] {
  const texts = filesWithReferences.map((name) => files[name] ?? "");
  const paths = texts.flatMap((text) => [...text.matchAll(/\$\{file:(\/[^}]*)\}/g)].map((found) => found[1] ?? ""));
  return [...new Set(paths)].toSorted();
}
