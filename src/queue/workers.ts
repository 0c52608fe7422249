/** Binds one processor a job name to BullMQ. */
import { UnrecoverableError, WaitingError } from "bullmq";
import type { Logger } from "pino";
import { codedError } from "../errors.ts";
import { type BackendHandler, type BackendOptions, type BackendWorker, openBackend } from "./backend.ts";
import { withDeadline } from "./deadline.ts";
import { type JobContext, type JobName, jobNames, type JobPayloads, jobPolicies, type Processors } from "./jobs.ts";

export interface WorkersOptions extends BackendOptions {
  processors: Processors;
  /** Called once when a job's last attempt has failed, before the queue counts it as failed. */
  onFailed?: <N extends JobName>(name: N, payload: JobPayloads[N], error: Error) => Promise<void>;
  /** How long `close` waits before it hands unfinished jobs back. */
  finishMs?: number;
}

export interface Workers {
  /** Takes no new jobs, lets running ones finish or hands them back; within 8 s even when the server is gone. */
  close(): Promise<void>;
}

const startMs = 10_000;
const defaultFinishMs = 4_000;
/** What handing back and disconnecting may take beyond that. */
const handBackMs = 1_500;

/** Starts working on every queue; throws QUEUE_UNAVAILABLE. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { log, finishMs = defaultFinishMs } = options;
  const backend = await openBackend(options, "worker");
  const handBack = Promise.withResolvers<void>();
  let closed: Promise<void> | null = null;
  const workers = jobNames.map((name) => {
    const { handle, onFinalFailure } = createHandler(name, options, handBack.promise);
    const worker = backend.createWorker(name, handle, jobPolicies[name]);
    worker.on("error", (error) => log.warn({ err: error, queue: name }, "a worker had an error"));
    worker.on("failed", onFinalFailure);
    return worker;
  });
  try {
    await withDeadline(Promise.all(workers.map((worker) => worker.waitUntilReady())), startMs, "start its workers");
  } catch (error) {
    await close();
    throw codedError("QUEUE_UNAVAILABLE", "The workers could not connect to the queue.", error);
  }
  for (const worker of workers) {
    worker.run().catch((error: unknown) => log.error({ err: error }, "a worker ended"));
  }

  async function close(): Promise<void> {
    const timer = setTimeout(() => handBack.resolve(), finishMs);
    const finished = Promise.all(workers.map((worker) => worker.close()));
    try {
      await withDeadline(finished, finishMs + handBackMs, "let its workers finish");
    } catch (error) {
      log.warn({ err: error }, "workers did not finish in time; their jobs run again when their locks expire");
      await Promise.all(workers.map(letGo));
    }
    clearTimeout(timer);
    backend.disconnect();
  }
  return { close: () => (closed ??= close()) };
}

async function letGo(worker: BackendWorker): Promise<void> {
  await withDeadline(worker.disconnect(), 500, "disconnect").catch(() => undefined);
}

interface Handler {
  handle: BackendHandler;
  /** For jobs that fail without their processor having run, as those do that were killed too often. */
  onFinalFailure: (job: Parameters<BackendHandler>[0] | undefined, error: Error) => void;
}

function createHandler(name: JobName, options: WorkersOptions, handBack: Promise<void>): Handler {
  const { log, processors } = options;
  const reported = new Set<string>();
  const report = (data: unknown, error: Error): Promise<void> =>
    reportFailure(name, data as JobPayloads[JobName], error, options);

  async function handle(job: Parameters<BackendHandler>[0], token?: string): Promise<void> {
    const attempt = job.attemptsMade + 1;
    const lastAttempt = attempt >= (job.opts.attempts ?? 1);
    try {
      const running = runProcessor(processors, name, job.data as JobPayloads[JobName], { attempt, lastAttempt });
      const outcome = await Promise.race([running.then(() => "done"), handBack.then(() => "handed back")]);
      if (outcome === "done") return;
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (!lastAttempt && !(error instanceof UnrecoverableError)) {
        log.warn({ err: error, job: name, jobId: job.id, attempt }, "a job failed and is tried again");
        throw error;
      }
      if (job.id !== undefined) reported.add(job.id);
      await report(job.data, error);
      throw error;
    }
    log.warn({ job: name, jobId: job.id }, "stopping; an unfinished job goes back to the queue");
    await job.moveToWait(token);
    throw new WaitingError();
  }

  function onFinalFailure(job: Parameters<BackendHandler>[0] | undefined, error: Error): void {
    if (!job || job.finishedOn === undefined || reported.delete(job.id ?? "")) return;
    void report(job.data, error);
  }
  return { handle, onFinalFailure };
}

/** Pairs a name with its own kind of payload for the compiler. */
function runProcessor<N extends JobName>(
  processors: Processors,
  name: N,
  payload: JobPayloads[N],
  context: JobContext,
): Promise<void> {
  return processors[name](payload, context);
}

async function reportFailure<N extends JobName>(
  name: N,
  payload: JobPayloads[N],
  error: Error,
  { log, onFailed }: { log: Logger; onFailed?: WorkersOptions["onFailed"] },
): Promise<void> {
  log.error({ err: error, job: name, payload }, "a job failed for the last time");
  try {
    await onFailed?.(name, payload, error);
  } catch (cause) {
    log.error({ err: cause, job: name, payload }, "the failure of a job could not be recorded");
  }
}
