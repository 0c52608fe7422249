/** The queue under a history: jobs at once in this process by several workers, or BullMQ with two processes' worth of workers. */
import { sql } from "kysely";
import { pino } from "pino";
import { setTimeout as pause } from "node:timers/promises";
import type { JobName, JobPayloads, JobQueue, Processors } from "../../src/queue/jobs.ts";
import { openQueue } from "../../src/queue/bullmq.ts";
import { startWorkers } from "../../src/queue/workers.ts";
import type { Database } from "../../src/store/database.ts";
import type { OpenPairing } from "../servers/pairing.ts";

export interface HistoryQueue extends JobQueue {
  /** To be called once, before the first job. */
  work(processors: Processors): Promise<void>;
  /** Resolves when nothing is left to do. */
  settle(): Promise<void>;
}

type Job = { [N in JobName]: [name: N, payload: JobPayloads[N]] }[JobName];

const log = pino({ level: "silent" });
const workersAtOnce = 3;

/** Nothing runs before `settle`; then several jobs run at a time. */
export function queueAtOnce(): HistoryQueue {
  const jobs: Job[] = [];
  let run: (job: Job) => Promise<void> = () => Promise.reject(new Error("nobody works"));
  async function workOff() {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await run(job);
  }
  return {
    enqueue: async (...job) => void jobs.push(job as unknown as Job),
    keepSchedules: async () => {},
    counts: () => Promise.reject(new Error("nobody counts here")),
    ping: async () => {},
    close: async () => {},
    async work(processors) {
      const context = { attempt: 1, lastAttempt: true };
      run = ([name, payload]) => (processors[name] as (...job: unknown[]) => Promise<void>)(payload, context);
    },
    async settle() {
      // A worker may leave while another one's job is about to add more.
      while (jobs.length > 0) await Promise.all(Array.from({ length: workersAtOnce }, workOff));
    },
  };
}

/** BullMQ as in production, with two sets of workers. */
export async function queueOnBullmq({ database, redisUrl }: OpenPairing): Promise<HistoryQueue> {
  const queue = await openQueue({ database, redisUrl, log });
  const workers: { close(): Promise<void> }[] = [];
  return {
    ...queue,
    async work(processors) {
      const start = () => startWorkers({ database, redisUrl, log, processors });
      workers.push(await start(), await start());
    },
    async settle() {
      const deadline = performance.now() + 30_000;
      while (!(await isSettled(database, queue))) {
        if (performance.now() > deadline) throw new Error("the queue does not come to rest");
        await pause(5);
      }
    },
    async close() {
      await Promise.all(workers.map((each) => each.close()));
      await queue.close();
    },
  };
}

/** Nothing pending in the database, and no job under way that could still commit. */
async function isSettled({ db }: Database, queue: JobQueue): Promise<boolean> {
  const { rows } = await sql<{ left: number }>`
    select (select count(*) from okr_sync.deliveries where status = 'received')::int
         + (select count(*) from okr_sync.pending_roll_ups)::int
         + (select count(*) from okr_sync.pending_rematches)::int
         + (select count(*) from okr_sync.pending_children)::int as left
  `.execute(db);
  if (rows[0]?.left !== 0) return false;
  const counts = Object.values(await queue.counts());
  return counts.every(({ waiting, active, delayed }) => waiting + active + delayed === 0);
}
