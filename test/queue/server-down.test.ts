import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Redis } from "ioredis";
import { openQueue } from "../../src/queue/bullmq.ts";
import { type Workers, startWorkers } from "../../src/queue/workers.ts";
import type { JobQueue } from "../../src/queue/jobs.ts";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createProcessors } from "../contracts/queue.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import { pairings } from "../servers/pairing.ts";
import { startPostgres } from "../servers/postgres.ts";
import { startRedis } from "../servers/redis.ts";
import { findFreePort, type Server } from "../servers/server.ts";

const log = pino({ level: "silent" });
const unavailable = { code: "QUEUE_UNAVAILABLE", retryable: true };
/** Only the database of PostgreSQL's backend is looked at where there is no Redis. */
const noDatabase = { pool: undefined } as unknown as Database;

async function timed<T>(work: Promise<T>): Promise<{ outcome: PromiseSettledResult<T>; ms: number }> {
  const startedAt = performance.now();
  const [outcome] = await Promise.allSettled([work]);
  return { outcome, ms: performance.now() - startedAt };
}

describe("the queue on an embedded database whose thread died", () => {
  it("refuses jobs at once, and closes", async () => {
    const database = await openEmbedded({ dataDir: await copyEmbeddedTemplate(inject("sharedFolder")), log });
    const queue = await openQueue({ database, log });
    const workers = await startWorkers({ database, log, processors: createProcessors({}) });
    await database.crash();
    const { outcome, ms } = await timed(queue.enqueue("ingest", { deliveryIds: ["1"] }));
    expect(outcome).toMatchObject({ status: "rejected", reason: unavailable });
    expect(ms).toBeLessThan(3_500);
    await expect(queue.ping()).rejects.toMatchObject(unavailable);
    expect((await timed(workers.close())).ms).toBeLessThan(8_000);
    expect((await timed(queue.close())).ms).toBeLessThan(8_000);
    await database.close();
  });
});

describe("openQueue", () => {
  it("gives up on a Redis that never comes", async () => {
    const redisUrl = `redis://127.0.0.1:${await findFreePort()}`;
    const { outcome } = await timed(openQueue({ redisUrl, database: noDatabase, log, waitMs: 200 }));
    expect(outcome).toMatchObject({ status: "rejected", reason: unavailable });
  });
});

const servers = [
  ...(pairings.includes("postgres") ? [{ kind: "PostgreSQL", start: () => startPostgres() }] : []),
  ...(pairings.includes("postgres+redis") ? [{ kind: "Redis", start: () => startRedis() }] : []),
];

for (const { kind, start } of servers) {
  describe(`the queue while ${kind} is down`, () => {
    let server: Server;
    let database: Database | null = null;
    let queue: JobQueue;
    let workers: Workers;
    const done: string[] = [];
    beforeAll(async () => {
      server = await start();
      const redisUrl = kind === "Redis" ? server.url : undefined;
      if (!redisUrl) database = await openPostgres({ url: server.url, log });
      const backend = { redisUrl, database: database ?? noDatabase, log };
      queue = await openQueue(backend);
      workers = await startWorkers({
        ...backend,
        processors: createProcessors({ ingest: ({ deliveryIds }) => Promise.resolve(void done.push(...deliveryIds)) }),
      });
    });
    afterAll(async () => {
      await database?.close();
      await server.stop();
    });

    it("refuses jobs, counts and pings within 3 s or so, with QUEUE_UNAVAILABLE", async () => {
      await queue.enqueue("ingest", { deliveryIds: ["before"] });
      await expect.poll(() => done).toContain("before");
      await server.kill();
      for (const ask of [
        () => queue.enqueue("ingest", { deliveryIds: ["lost?"] }),
        () => queue.counts(),
        () => queue.ping(),
      ]) {
        const { outcome, ms } = await timed<unknown>(ask());
        expect(outcome).toMatchObject({ status: "rejected", reason: unavailable });
        expect(ms).toBeLessThan(3_500);
      }
    });

    it("works again, workers too, within 5 s of the server's return", async () => {
      await server.restart();
      const backAt = performance.now();
      await expect
        .poll(
          () =>
            queue.ping().then(
              () => "answers",
              () => "does not",
            ),
          { timeout: 10_000 },
        )
        .toBe("answers");
      await queue.enqueue("ingest", { deliveryIds: ["after"] });
      await expect.poll(() => done, { timeout: 10_000 }).toContain("after");
      expect(performance.now() - backAt).toBeLessThan(5_000);
    });

    it("closes, workers first, within 8 s", async () => {
      await server.kill();
      expect((await timed(workers.close())).ms).toBeLessThan(8_000);
      expect((await timed(queue.close())).ms).toBeLessThan(8_000);
      if (database) expect((await timed(database.close())).ms).toBeLessThan(5_000);
    });
  });
}

if (pairings.includes("postgres")) {
  describe("the queue whose tables are dropped", () => {
    it("makes them again at the next job", async () => {
      const server = await startPostgres({ durable: false });
      const database = await openPostgres({ url: server.url, log });
      const queue = await openQueue({ database, log });
      await database.pool.query("drop schema bullmq cascade");
      await queue.enqueue("publish", { changeIds: ["1"] });
      expect((await queue.counts()).publish.waiting).toBe(1);
      await queue.close();
      await database.close();
      await server.stop();
    });
  });
}

if (pairings.includes("postgres+redis")) {
  describe("openQueue on Redis", () => {
    it("refuses a server that may throw jobs away, and says what to set", async () => {
      const server = await startRedis({ maxmemoryPolicy: "allkeys-lru" });
      await expect(openQueue({ redisUrl: server.url, database: noDatabase, log })).rejects.toMatchObject({
        code: "QUEUE_UNAVAILABLE",
        message: expect.stringMatching(/allkeys-lru.*noeviction/),
      });
      await server.stop();
    });

    it("keeps all its keys under one hash tag", async () => {
      const server = await startRedis();
      const queue = await openQueue({ redisUrl: server.url, database: noDatabase, log });
      await queue.enqueue("ingest", { deliveryIds: ["1"] });
      const redis = new Redis(server.url);
      const keys = await redis.keys("*");
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => !key.startsWith("{okr-sync}:"))).toEqual([]);
      redis.disconnect();
      await queue.close();
      await server.stop();
    });
  });
}
