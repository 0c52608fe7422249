/** Rings for work that is recorded already. */
import type { BaseLogger } from "pino";
import type { JobName, JobPayloads, JobQueue } from "./jobs.ts";

/** Adds the job; where the queue does not take it, says so in the log only, because the sweep rings again. */
export async function ring<N extends JobName>(
  queue: JobQueue,
  log: Pick<BaseLogger, "warn">,
  name: N,
  payload: JobPayloads[N],
): Promise<void> {
  try {
    await queue.enqueue(name, payload);
  } catch (err) {
    log.warn({ err, job: name }, "job not added; the sweep will ring again");
  }
}
