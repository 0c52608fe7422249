/** BullMQ on Redis or Valkey. */
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Backend } from "./backend.ts";
import { awaitRedis, checkRedis } from "./redis-server.ts";
import { workerSettings } from "./worker-settings.ts";

interface RedisBackendOptions {
  url: string;
  role: "producer" | "worker";
  log: Logger;
  waitMs?: number | undefined;
}

/** Hash-tagged, so that a cluster keeps all of a queue's keys in one slot. */
const prefix = "{okr-sync}";
const defaultWaitMs = 30_000;
const connectTimeoutMs = 3_000;
/** Entries of BullMQ's event stream, which we do not read. */
const eventsKept = 1_000;

/** Connects, and checks version and eviction policy; throws QUEUE_UNAVAILABLE. */
export async function openRedisBackend({
  url,
  role,
  log,
  waitMs = defaultWaitMs,
}: RedisBackendOptions): Promise<Backend> {
  const redis = new Redis(url, {
    // BullMQ refuses workers whose blocking commands could give up.
    maxRetriesPerRequest: role === "worker" ? null : 1,
    connectTimeout: connectTimeoutMs,
    connectionName: `okr-sync-${role}`,
  });
  redis.on("error", (error) => log.debug({ err: error }, "the connection to Redis had an error"));
  try {
    await awaitRedis(redis, waitMs, log);
    await checkRedis(redis);
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return {
    createQueue(name) {
      const queue = new Queue(name, { connection: redis, prefix, streams: { events: { maxLen: eventsKept } } });
      queue.on("error", (error) => log.warn({ err: error, queue: name }, "the queue had an error"));
      return queue;
    },
    createWorker(name, handle, { concurrency }) {
      return new Worker(name, handle, { connection: redis, prefix, concurrency, ...workerSettings });
    },
    async ping() {
      await redis.ping();
    },
    repair: () => Promise.resolve(false),
    disconnect: () => redis.disconnect(),
  };
}
