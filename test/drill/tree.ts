/** Copies of the working tree, and bugs in them. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Edit } from "./bugs.ts";

/** A copy of all that git knows or would add, as it is on disk now; `node_modules` is the original. */
export async function copyTree(root: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-drill-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const files = listed.toString().split("\0").filter(Boolean);
  for (const file of files) {
    const from = join(root, file);
    if (existsSync(from)) await cp(from, join(folder, file));
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** The texts of the edited files, by file. Throws where an edit has not exactly one place. */
export function planted(edits: readonly Edit[], read: (file: string) => string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { file, old, new: next } of edits) {
    const text = texts.get(file) ?? read(file);
    const places = text.split(old).length - 1;
    if (places !== 1) throw new Error(`${file} has ${places} places for the planted bug, not one: ${old}`);
    texts.set(
      file,
      text.replace(old, () => next),
    );
  }
  return texts;
}

/** Applies the edits in a copy; resolves with what takes them back. */
export async function plant(folder: string, edits: readonly Edit[]): Promise<() => Promise<void>> {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const after = planted(edits, read);
  const before = new Map([...after.keys()].map((file) => [file, read(file)]));
  const write = async (texts: ReadonlyMap<string, string>) => {
    for (const [file, text] of texts) await writeFile(join(folder, file), text);
  };
  await write(after);
  return () => write(before);
}
