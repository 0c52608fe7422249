/** A private Redis on a free loopback port, set up as okr-sync wants it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { availableServers } from "./programs.ts";
import { findFreePort, runProcess, type Server } from "./server.ts";

export interface RedisServerOptions {
  maxmemoryPolicy?: string;
  /** How many numbered databases it has; 16 by default, as Redis does. */
  databases?: number;
}

/** Starts it on a new folder; throws where the program is missing. */
export async function startRedis(options: RedisServerOptions = {}): Promise<Server> {
  const { redis: program } = availableServers();
  if ("missing" in program) throw new Error(`no private Redis: ${program.missing}`);
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-redis-"));
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}/0`;
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
    databases: String(options.databases ?? 16),
    "maxmemory-policy": options.maxmemoryPolicy ?? "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const running = await runProcess({
    program: program.found,
    args,
    options: { cwd: folder },
    stopSignal: "SIGTERM",
    probe: () => command(url, async (redis) => void (await redis.ping())),
  });
  return {
    url,
    port,
    kill: (signal) => running.kill(signal),
    async restart() {
      await running.kill();
      await running.start();
    },
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A numbered database of the server that nobody else has, emptied when it is dropped. */
export async function createRedisDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const count = await command(serverUrl, async (redis) => Number((await redis.config("GET", "databases"))[1]));
  for (let attempt = 1; attempt < count; attempt += 1) {
    const number = await command(serverUrl, (redis) => redis.incr("okr-sync-test:databases"));
    const url = new URL(serverUrl);
    url.pathname = `/${1 + ((number - 1) % (count - 1))}`;
    const keys = await command(url.href, (redis) => redis.dbsize());
    if (keys > 0) continue;
    return { url: url.href, drop: () => command(url.href, async (redis) => void (await redis.flushdb())) };
  }
  throw new Error("every numbered database of this Redis holds something");
}

async function command<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}
