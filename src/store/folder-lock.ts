/** One process at a time in a folder: two embedded databases in one folder lose acknowledged rows without any error. */
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codedError } from "../errors.ts";

export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  /** Clock ticks after boot at which the process started; null where /proc does not say. */
  startedTicks: string | null;
}

const takeOvers = 5;

/** Takes the folder's lock, also from a process that no longer lives; throws DATABASE_LOCKED naming the one that does. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "okr-sync.lock");
  const content = JSON.stringify({
    pid: process.pid,
    startedTicks: await readStartedTicks(process.pid),
  } satisfies Holder);
  for (let attempt = 0; attempt < takeOvers; attempt += 1) {
    if (await createFile(path, content)) return { release: () => releaseLock(path, content) };
    const found = await readIfThere(path);
    if (found === null) continue;
    const holder = parseHolder(found);
    if (holder && (await isAlive(holder))) throw lockedError(folder, path, holder.pid);
    await removeStale(path, found);
  }
  throw codedError(
    "DATABASE_LOCKED",
    `The folder ${folder} is being taken by other processes at this moment; start again.`,
  );
}

function lockedError(folder: string, path: string, pid: number): Error {
  return codedError(
    "DATABASE_LOCKED",
    `The folder ${folder} is in use by process ${pid}. Stop that process, choose another OKR_SYNC_DATA, or set DATABASE_URL ` +
      `so that several processes can share one PostgreSQL. (If process ${pid} is something else, delete ${path}.)`,
  );
}

/** Written aside and linked into place: nobody ever sees a lock without its holder. False where one is there. */
async function createFile(path: string, content: string): Promise<boolean> {
  const aside = asideOf(path, "new");
  await writeFile(aside, content, { flag: "wx", mode: 0o600 });
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** A name that no other attempt uses, of this process or another. */
function asideOf(path: string, what: string): string {
  return `${path}.${what}.${randomUUID()}`;
}

/** Moves the dead holder's file away; if another process was faster and the file is a new one, puts it back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = asideOf(path, "stale");
  try {
    await rename(path, aside);
    if ((await readIfThere(aside)) !== stale) await link(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  }
  await rm(aside, { force: true });
}

async function releaseLock(path: string, content: string): Promise<void> {
  if ((await readIfThere(path)) === content) await rm(path, { force: true });
}

/** Null for a file that no lock of ours looks like. */
function parseHolder(content: string): Holder | null {
  try {
    const holder = JSON.parse(content) as Partial<Holder>;
    return typeof holder.pid === "number" ? { pid: holder.pid, startedTicks: holder.startedTicks ?? null } : null;
  } catch {
    return null;
  }
}

async function isAlive({ pid, startedTicks }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (startedTicks === null) return true;
  const ticks = await readStartedTicks(pid);
  return ticks === null || ticks === startedTicks;
}

/** Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. */
async function readStartedTicks(pid: number): Promise<string | null> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}
