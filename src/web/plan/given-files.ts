/** Files out of what was dropped on the page, or chosen in a dialog. */
import type { GivenFile } from "./candidate.ts";

/** Call it while the drop is handled: afterwards the browser has taken it back. */
export function filesOfDrop({ items }: DataTransfer): Promise<GivenFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return Promise.all(entries.map(filesOfEntry)).then((lists) => lists.flat());
}

/** Of a folder, those that lie directly in it. */
async function filesOfEntry(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (isFile(entry)) return [await givenFile(entry, null)];
  const within = await listFolder(entry as FileSystemDirectoryEntry);
  return Promise.all(within.filter(isFile).map((each) => givenFile(each, entry.name)));
}

/** A file chosen by its folder is named by the path from there. */
export function filesOfInput(list: FileList): GivenFile[] {
  return [...list].flatMap((file): GivenFile[] => {
    const [folder, ...rest] = file.webkitRelativePath.split("/");
    if (file.webkitRelativePath === "") return [{ name: file.name, folder: null, file }];
    return rest.length === 1 ? [{ name: file.name, folder: folder!, file }] : [];
  });
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function givenFile(entry: FileSystemFileEntry, folder: string | null): Promise<GivenFile> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { name: entry.name, folder, file };
}

/** A browser hands a folder out in parts, and nothing at its end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    found.push(...part);
  }
}
