/** Is this Redis there, and fit to hold jobs? */
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { codedError } from "../errors.ts";
import { withDeadline } from "./deadline.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;
const pingMs = 3_000;

/** Resolves when the server answers; throws QUEUE_UNAVAILABLE after `waitMs`. */
export async function awaitRedis(redis: Redis, waitMs: number, log: Logger): Promise<void> {
  let waitedMs = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await withDeadline(redis.ping(), pingMs, "answer");
      return;
    } catch (error) {
      if (waitedMs >= waitMs) throw codedError("QUEUE_UNAVAILABLE", "Redis (REDIS_URL) does not answer.", error);
      log.warn({ err: error, waitedMs }, "waiting for Redis");
      await pause(pauseMs);
      waitedMs += pauseMs;
    }
  }
}

/** Throws QUEUE_UNAVAILABLE for a server that is older than 6.2 or may throw jobs away when its memory is full. */
export async function checkRedis(redis: Redis): Promise<void> {
  const facts = parseInfo(await withDeadline(redis.info(), pingMs, "describe itself"));
  const version = facts.get("redis_version") ?? "unknown";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    throw codedError("QUEUE_UNAVAILABLE", `Redis ${version} is too old: okr-sync needs 6.2 or newer, or Valkey.`);
  }
  const policy = facts.get("maxmemory_policy") ?? "noeviction";
  if (policy !== "noeviction") {
    throw codedError(
      "QUEUE_UNAVAILABLE",
      `Redis has maxmemory-policy ${policy}, so it may throw jobs away. Set it to noeviction, or give okr-sync its own Redis.`,
    );
  }
}

/** `INFO` is lines of `name:value` under `# headings`. */
function parseInfo(text: string): Map<string, string> {
  const facts = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0 && !line.startsWith("#")) facts.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return facts;
}
