/** The pool as BullMQ's workers need it while the database is away. */
import { ConnectionClosedError } from "bullmq";
import type { Pool } from "pg";
import type { Logger } from "pino";

/** SQLSTATEs that pass: lost connections, server going down or full, conflicts, and tables that are gone and made again. */
const passingStates = /^(08|25|40|53|55|57|58|XX|42P01|42883|42704|3F000)/;

interface WorkerPool {
  options: Pool["options"];
  query(text: string, values?: unknown[]): Promise<unknown>;
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * BullMQ's workers wait before they try again only after its own ConnectionClosedError. Any other error makes them ask again
 * at once, for ever, which on a dead embedded database starves every timer of the process.
 */
export function createWorkerPool(pool: Pool, mend: (error: unknown) => Promise<unknown>, log: Logger): WorkerPool {
  return {
    options: pool.options,
    async query(text, values) {
      try {
        return await pool.query(text, values);
      } catch (error) {
        if (!isPassing(error)) throw error;
        log.warn({ err: error }, "a worker could not reach its jobs; it tries again");
        await mend(error).catch(() => undefined);
        throw Object.assign(new ConnectionClosedError(), { cause: error });
      }
    },
    async connect() {
      try {
        return await pool.connect();
      } catch (error) {
        throw Object.assign(new ConnectionClosedError(), { cause: error });
      }
    },
    end: () => Promise.resolve(),
    on: (event, listener) => pool.on(event, listener),
  };
}

function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  const isState = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  return !isState || passingStates.test(code);
}
