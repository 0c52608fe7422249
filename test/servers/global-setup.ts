/** One private PostgreSQL and one private Redis for the whole test run, where their programs can be had. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres.ts";
import { availableServers, type Found } from "./programs.ts";
import { startRedis } from "./redis.ts";
import type { Server } from "./server.ts";

/** Where tests find the servers, or why there are none. */
export type SharedServer = { url: string } | { missing: string };

declare module "vitest" {
  export interface ProvidedContext {
    postgres: SharedServer;
    redis: SharedServer;
    /** A folder of this run that test files share; removed at its end. */
    sharedFolder: string;
  }
}

/** Each test file takes a numbered database of its own. */
const redisDatabases = 1_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const available = availableServers();
  const { DATABASE_URL, REDIS_URL } = process.env;
  const [postgres, redis, sharedFolder] = await Promise.all([
    open(DATABASE_URL, available.postgres, () => startPostgres({ durable: false })),
    open(REDIS_URL, available.redis, () => startRedis({ databases: redisDatabases })),
    mkdtemp(join(tmpdir(), "okr-sync-tests-")),
  ]);
  project.provide("postgres", postgres.shared);
  project.provide("redis", redis.shared);
  project.provide("sharedFolder", sharedFolder);
  for (const line of notRun(postgres.shared, redis.shared)) process.stdout.write(`${line}\n`);
  return async () => {
    await Promise.all([
      postgres.server?.stop(),
      redis.server?.stop(),
      rm(sharedFolder, { recursive: true, force: true }),
    ]);
  };
}

/** A server named in the environment is used as it is; otherwise a private one is started. */
async function open(
  url: string | undefined,
  program: Found<unknown>,
  start: () => Promise<Server>,
): Promise<{ shared: SharedServer; server?: Server }> {
  if (url) return { shared: { url } };
  if ("missing" in program) return { shared: { missing: program.missing } };
  const server = await start();
  return { shared: { url: server.url }, server };
}

function notRun(postgres: SharedServer, redis: SharedServer): string[] {
  const lines: string[] = [];
  if ("missing" in postgres) lines.push(`Not run: tests on PostgreSQL alone, because there is ${postgres.missing}.`);
  const missing = [postgres, redis].flatMap((server) => ("missing" in server ? [server.missing] : []));
  if (missing.length > 0)
    lines.push(`Not run: tests on PostgreSQL with Redis, because there is ${missing.join(" and ")}.`);
  return lines;
}
