/** Where the servers' programs are, and as whom they may run. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

export type Found<T> = { found: T } | { missing: string };

export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** PostgreSQL refuses to run as root. */
  account: { uid: number; gid: number } | null;
}

const debianRoot = "/usr/lib/postgresql";

/** Which private servers can be had here and, if not, why. */
export function availableServers(): { postgres: Found<PostgresPrograms>; redis: Found<string> } {
  return { postgres: findPostgres(), redis: findRedis() };
}

function findPostgres(): Found<PostgresPrograms> {
  const folders = [...searchPath(), ...debianFolders()];
  const initdb = findProgram("initdb", folders);
  const postgres = findProgram("postgres", folders);
  if (!initdb || !postgres) return { missing: "no initdb and postgres in PATH or under /usr/lib/postgresql" };
  if (process.getuid?.() !== 0) return { found: { initdb, postgres, account: null } };
  const account = findAccount("postgres") ?? findAccount("nobody");
  if (!account) return { missing: "PostgreSQL does not run as root, and there is no user postgres or nobody" };
  return { found: { initdb, postgres, account } };
}

function findRedis(): Found<string> {
  const program = findProgram("redis-server", searchPath()) ?? findProgram("valkey-server", searchPath());
  return program ? { found: program } : { missing: "no redis-server or valkey-server in PATH" };
}

function findProgram(name: string, folders: string[]): string | null {
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not in this one.
    }
  }
  return null;
}

function searchPath(): string[] {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/local/bin", "/usr/bin", "/usr/sbin"];
}

/** Newest version first. */
function debianFolders(): string[] {
  try {
    const versions = readdirSync(debianRoot).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(debianRoot, version, "bin"));
  } catch {
    return [];
  }
}

function findAccount(name: string): { uid: number; gid: number } | null {
  try {
    const ask = (flag: string): number =>
      Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return null;
  }
}
