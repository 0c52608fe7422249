/** A killed worker's job runs again after at most lock + check = 9 s; jobs take milliseconds and every write is fenced. */
export const workerSettings = {
  lockDuration: 6_000,
  lockRenewTime: 2_000,
  stalledInterval: 3_000,
  /** Kills of one job before it counts as failed; our own attempts decide about poison. */
  maxStalledCount: 10,
  /** Seconds between looks when no wake-up comes. */
  drainDelay: 5,
  /** BullMQ's 15 s would be what a worker sleeps after its server is back. */
  runRetryDelay: 1_000,
  /** Not before it is connected: a worker whose first connection fails would ask again for ever without a pause. */
  autorun: false,
} as const;
