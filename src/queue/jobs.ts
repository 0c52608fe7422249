/** The jobs: names, id-only payloads, and retry and concurrency as data. */

export interface JobPayloads {
  ingest: { deliveryIds: string[] };
  "roll-up": { keyResultIds: string[] };
  /** Re-match everything beneath the roots (or, with `*`, everything) in bounded batches. */
  rematch: { roots: string[] };
  publish: { changeIds: string[] };
  /** `children`: what lies beneath newly linked issues, as marked in the database. */
  reconcile: { source: string; scope: ReconcileScope; since?: string | null };
}

export type ReconcileScope = "changed" | "all" | "children";

export type JobName = keyof JobPayloads;

export interface JobPolicy {
  /** Jobs of this name that one process works on at a time. */
  concurrency: number;
  attempts: number;
  /** First delay of the exponential back-off, milliseconds. */
  backoffMs: number;
}

export const jobPolicies = {
  ingest: { concurrency: 4, attempts: 8, backoffMs: 250 },
  "roll-up": { concurrency: 1, attempts: 8, backoffMs: 250 },
  rematch: { concurrency: 1, attempts: 8, backoffMs: 500 },
  publish: { concurrency: 1, attempts: 8, backoffMs: 500 },
  // The transport under it has tries of its own; what fails here comes again with the schedule.
  reconcile: { concurrency: 2, attempts: 3, backoffMs: 5_000 },
} as const satisfies Record<JobName, JobPolicy>;

export const jobNames = Object.keys(jobPolicies) as JobName[];

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** A job that the queue adds by itself, again and again, whichever processes are up. */
export interface Schedule {
  /** One schedule an id. */
  id: string;
  job: { [N in JobName]: { name: N; payload: JobPayloads[N] } }[JobName];
  /** A pause in milliseconds, or five cron fields in UTC. */
  at: { everyMs: number } | { cron: string };
}

/** The doorbell. Losing every job loses nothing: the sweep rings again from the database. */
export interface JobQueue {
  /** Rejects within a few seconds when the backend is down; never hangs. */
  enqueue<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<void>;
  /** Makes these the queue's schedules: adds what is missing or different, takes away the rest. Safe to call again and again. */
  keepSchedules(schedules: readonly Schedule[]): Promise<void>;
  counts(): Promise<Record<JobName, QueueCounts>>;
  /** Resolves when the backend answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface JobContext {
  /** 1 on the first try. */
  attempt: number;
  lastAttempt: boolean;
}

/** One processor a job name; it may run twice for one payload. */
export type Processors = { [N in JobName]: (payload: JobPayloads[N], context: JobContext) => Promise<void> };
