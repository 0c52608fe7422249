/** The job queue on BullMQ, in the database or in Redis. */
import { codedError, isCodedError } from "../errors.ts";
import { type AddOptions, type BackendOptions, type BackendQueue, openBackend } from "./backend.ts";
import { withDeadline } from "./deadline.ts";
import { keepSchedulesOf } from "./schedules.ts";
import { type JobName, jobNames, jobPolicies, type JobPolicy, type JobQueue, type QueueCounts } from "./jobs.ts";

/** Well within the 5 s that Linear waits for an answer. */
const answerMs = 3_000;
const closeMs = 1_000;

/** Share of a back-off that is random, so that jobs that failed together do not come back together. */
const jitter = 0.5;
const hourSeconds = 3_600;
const keepCompleted = { age: hourSeconds, count: 1_000 };
const keepFailed = { age: 7 * 24 * hourSeconds, count: 5_000 };

export interface QueueOptions extends BackendOptions {
  policies?: Record<JobName, JobPolicy>;
}

/** Opens the queue, waiting for its server; throws QUEUE_UNAVAILABLE. */
export async function openQueue(options: QueueOptions): Promise<JobQueue> {
  const { policies = jobPolicies } = options;
  const backend = await openBackend(options, "producer");
  let closed: Promise<void> | null = null;
  const queues = new Map<JobName, BackendQueue>(jobNames.map((name) => [name, backend.createQueue(name)]));
  await answered(Promise.all([...queues.values()].map((queue) => queue.waitUntilReady())), "start").catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );

  async function add(queue: BackendQueue, name: JobName, payload: unknown): Promise<void> {
    try {
      await queue.add(name, payload, addOptionsOf(policies[name]));
    } catch (error) {
      if (!(await backend.repair(error))) throw error;
      await queue.add(name, payload, addOptionsOf(policies[name]));
    }
  }

  async function count(name: JobName, queue: BackendQueue): Promise<[JobName, QueueCounts]> {
    const counts = await queue.getJobCounts("waiting", "active", "delayed", "failed");
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    // A schedule keeps its next job among the delayed ones; nobody waits for that.
    const scheduled = delayed === 0 ? 0 : await queue.getJobSchedulersCount();
    return [name, { waiting, active, delayed: Math.max(0, delayed - scheduled), failed }];
  }

  async function close(): Promise<void> {
    const all = [...queues.values()];
    await withDeadline(Promise.all(all.map((queue) => queue.close())), closeMs, "close").catch(() =>
      Promise.all(all.map((queue) => withDeadline(queue.disconnect(), closeMs, "disconnect").catch(() => undefined))),
    );
    backend.disconnect();
  }
  return {
    async enqueue(name, payload) {
      const queue = queues.get(name) as BackendQueue;
      await answered(add(queue, name, payload), "take a job");
    },
    async keepSchedules(schedules) {
      const byName = Map.groupBy(schedules, ({ job }) => job.name);
      const work = [...queues].map(([name, queue]) =>
        keepSchedulesOf(queue, byName.get(name) ?? [], addOptionsOf(policies[name])),
      );
      await answered(Promise.all(work), "keep its schedules");
    },
    async counts() {
      const entries = await answered(
        Promise.all([...queues].map(([name, queue]) => count(name, queue))),
        "count its jobs",
      );
      return Object.fromEntries(entries) as Record<JobName, QueueCounts>;
    },
    ping: () => answered(backend.ping(), "answer"),
    close: () => (closed ??= close()),
  };
}

function addOptionsOf({ attempts, backoffMs }: JobPolicy): AddOptions {
  return {
    attempts,
    backoff: { type: "exponential", delay: backoffMs, jitter },
    removeOnComplete: keepCompleted,
    removeOnFail: keepFailed,
  };
}

async function answered<T>(promise: Promise<T>, what: string): Promise<T> {
  try {
    return await withDeadline(promise, answerMs, what);
  } catch (error) {
    if (isCodedError(error) && error.code === "QUEUE_UNAVAILABLE") throw error;
    throw codedError("QUEUE_UNAVAILABLE", `The queue could not ${what}.`, error);
  }
}
