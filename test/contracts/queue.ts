/** What the job queue must do alike on every backend. */
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openQueue } from "../../src/queue/bullmq.ts";
import type { JobContext, JobName, JobPayloads, JobQueue, Processors } from "../../src/queue/jobs.ts";
import { jobPolicies } from "../../src/queue/jobs.ts";
import { startWorkers, type Workers, type WorkersOptions } from "../../src/queue/workers.ts";
import type { OpenPairing } from "../servers/pairing.ts";

const log = pino({ level: "silent" });

/** Does nothing with any job, but for the processors given. */
export function createProcessors(some: Partial<Processors>): Processors {
  const idle = (): Promise<void> => Promise.resolve();
  return { ingest: idle, "roll-up": idle, rematch: idle, publish: idle, reconcile: idle, ...some };
}

/** Registers the suite for a pairing that `open` makes fresh. */
export function queueContract(open: () => Promise<OpenPairing>): void {
  let pairing: OpenPairing;
  let queue: JobQueue;
  let workers: Workers | null = null;
  const backendOf = (): { database: OpenPairing["database"]; redisUrl: string | undefined; log: typeof log } => ({
    database: pairing.database,
    redisUrl: pairing.redisUrl,
    log,
  });

  beforeAll(async () => {
    pairing = await open();
    queue = await openQueue(backendOf());
  });
  afterEach(async () => {
    await workers?.close();
    workers = null;
  });
  afterAll(async () => {
    await queue.close();
    await pairing.close();
  });

  async function start(processors: Partial<Processors>, more: Partial<WorkersOptions> = {}): Promise<void> {
    workers = await startWorkers({ ...backendOf(), processors: createProcessors(processors), ...more });
  }

  describe("keepSchedules", () => {
    const every = (id: string, everyMs: number) => ({
      id,
      job: { name: "reconcile" as const, payload: { source: id, scope: "changed" as const } },
      at: { everyMs },
    });

    it("adds the job again and again until the schedule is taken away, and counts none of it as waiting", async () => {
      const runs: string[] = [];
      const twice = Promise.withResolvers<void>();
      await start({
        reconcile: async ({ source }) => {
          if (runs.push(source) === 2) twice.resolve();
        },
      });
      await queue.keepSchedules([every("jira", 200), every("later", 3_600_000)]);
      await queue.keepSchedules([every("jira", 200), every("later", 3_600_000)]);
      await twice.promise;
      expect((await queue.counts()).reconcile.delayed).toBe(0);
      await queue.keepSchedules([]);
      expect((await queue.counts()).reconcile).toMatchObject({ waiting: 0, delayed: 0 });
    });
  });

  describe("enqueue", () => {
    it("hands the payload to the processor of that name, as the first of several attempts", async () => {
      const got = Promise.withResolvers<[JobPayloads["roll-up"], JobContext]>();
      await start({ "roll-up": (payload, context) => Promise.resolve(got.resolve([payload, context])) });
      await queue.enqueue("roll-up", { keyResultIds: ["a", "b"] });
      expect(await got.promise).toEqual([{ keyResultIds: ["a", "b"] }, { attempt: 1, lastAttempt: false }]);
    });

    it("wakes an idle worker without waiting for its next look", async () => {
      let arrive = (): void => undefined;
      await start({ publish: () => Promise.resolve(arrive()) });
      const arrival = (): Promise<void> => new Promise((resolve) => (arrive = resolve));
      const first = arrival();
      await queue.enqueue("publish", { changeIds: [] });
      await first;
      const startedAt = performance.now();
      const second = arrival();
      await queue.enqueue("publish", { changeIds: [] });
      await second;
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    });

    it("gets each of 500 jobs processed exactly once, several at a time", async () => {
      const seen: string[] = [];
      let running = 0;
      let mostRunning = 0;
      const done = Promise.withResolvers<void>();
      await start({
        async ingest({ deliveryIds }) {
          running += 1;
          mostRunning = Math.max(mostRunning, running);
          await new Promise(setImmediate);
          running -= 1;
          seen.push(...deliveryIds);
          if (seen.length >= 500) done.resolve();
        },
      });
      const ids = Array.from({ length: 500 }, (_, index) => String(index));
      await Promise.all(ids.map((id) => queue.enqueue("ingest", { deliveryIds: [id] })));
      await done.promise;
      expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(ids);
      expect(mostRunning).toBeGreaterThan(1);
      expect(mostRunning).toBeLessThanOrEqual(jobPolicies.ingest.concurrency);
    });

    it("keeps jobs while no worker runs", async () => {
      await queue.enqueue("rematch", { roots: ["*"] });
      await queue.enqueue("rematch", { roots: ["x"] });
      expect((await queue.counts()).rematch).toEqual({ waiting: 2, active: 0, delayed: 0, failed: 0 });
      const got: string[] = [];
      const both = Promise.withResolvers<void>();
      await start({
        rematch({ roots }) {
          got.push(...roots);
          if (got.length === 2) both.resolve();
          return Promise.resolve();
        },
      });
      await both.promise;
      expect(got).toEqual(["*", "x"]);
    });
  });

  describe("a job that fails", () => {
    it("is tried again after a pause, and then done", async () => {
      const attempts: JobContext[] = [];
      const times: number[] = [];
      const done = Promise.withResolvers<void>();
      const failures: unknown[] = [];
      await start(
        {
          ingest(_payload, context) {
            attempts.push(context);
            times.push(performance.now());
            if (context.attempt < 3) return Promise.reject(new Error("not yet"));
            return Promise.resolve(done.resolve());
          },
        },
        { onFailed: (...job) => Promise.resolve(void failures.push(job)) },
      );
      await queue.enqueue("ingest", { deliveryIds: ["1"] });
      await done.promise;
      expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      const [first = 0, second = 0, third = 0] = times;
      // Half of each pause is random: 250 ms and 500 ms are the longest.
      expect(second - first).toBeGreaterThanOrEqual(120);
      expect(third - second).toBeGreaterThanOrEqual(240);
      expect(failures).toEqual([]);
    });

    it("is reported once when its last attempt has failed, and counted", async () => {
      const reported: [JobName, unknown, string][] = [];
      const attempts: JobContext[] = [];
      const failed = Promise.withResolvers<void>();
      await start(
        {
          publish(_payload, context) {
            attempts.push(context);
            return Promise.reject(new Error(`attempt ${context.attempt}`));
          },
        },
        {
          onFailed(name, payload, error) {
            reported.push([name, payload, error.message]);
            return Promise.resolve(failed.resolve());
          },
        },
      );
      await enqueueAsLastAttempt(pairing, "publish", { changeIds: ["7"] });
      await failed.promise;
      await untilCounted(queue, "publish", { waiting: 0, active: 0, delayed: 0, failed: 1 });
      expect(reported).toEqual([["publish", { changeIds: ["7"] }, "attempt 2"]]);
      expect(attempts).toEqual([
        { attempt: 1, lastAttempt: false },
        { attempt: 2, lastAttempt: true },
      ]);
    });

    it("counts as failed even when the report of it fails", async () => {
      await start(
        { rematch: () => Promise.reject(new Error("broken")) },
        { onFailed: () => Promise.reject(new Error("and so is the report")) },
      );
      await enqueueAsLastAttempt(pairing, "rematch", { roots: ["r"] });
      await untilCounted(queue, "rematch", { waiting: 0, active: 0, delayed: 0, failed: 1 });
    });
  });

  describe("ping", () => {
    it("resolves while the backend answers", async () => {
      await expect(queue.ping()).resolves.toBeUndefined();
    });
  });

  describe("close", () => {
    it("lets a running job finish, and takes no other", async () => {
      const running = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const done: string[] = [];
      await start({
        async "roll-up"({ keyResultIds }) {
          running.resolve();
          await release.promise;
          done.push(...keyResultIds);
        },
      });
      await queue.enqueue("roll-up", { keyResultIds: ["first"] });
      await running.promise;
      await queue.enqueue("roll-up", { keyResultIds: ["second"] });
      const closed = workers?.close();
      release.resolve();
      await closed;
      expect(done).toEqual(["first"]);
      expect((await queue.counts())["roll-up"]).toMatchObject({ waiting: 1, active: 0 });
      await drain();
    });

    it("hands a job back that does not finish in time, so that the next worker does it at once", async () => {
      const running = Promise.withResolvers<void>();
      const never = Promise.withResolvers<void>();
      await start(
        {
          async "roll-up"() {
            running.resolve();
            await never.promise;
          },
        },
        { finishMs: 100 },
      );
      await queue.enqueue("roll-up", { keyResultIds: ["slow"] });
      await running.promise;
      const startedAt = performance.now();
      await workers?.close();
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      expect((await queue.counts())["roll-up"]).toMatchObject({ waiting: 1, active: 0 });
      const context = await drain();
      expect(context).toEqual({ attempt: 1, lastAttempt: false });
      never.resolve();
    });

    /** Starts workers anew and waits for one roll-up. */
    async function drain(): Promise<JobContext> {
      await workers?.close();
      const got = Promise.withResolvers<JobContext>();
      await start({ "roll-up": (_payload, context) => Promise.resolve(got.resolve(context)) });
      return got.promise;
    }
  });
}

/** A job of two attempts with a short pause: the real policy of eight takes half a minute to run out. */
async function enqueueAsLastAttempt<N extends JobName>(
  pairing: OpenPairing,
  name: N,
  payload: JobPayloads[N],
): Promise<void> {
  const policy = { ...jobPolicies[name], attempts: 2, backoffMs: 20 };
  const queue = await openQueue({
    database: pairing.database,
    redisUrl: pairing.redisUrl,
    log,
    policies: { ...jobPolicies, [name]: policy },
  });
  await queue.enqueue(name, payload);
  await queue.close();
}

async function untilCounted(queue: JobQueue, name: JobName, expected: object): Promise<void> {
  await expect.poll(async () => (await queue.counts())[name], { timeout: 10_000 }).toEqual(expected);
}
