/** What both kinds of pool need: no unhandled error, no transaction that outlives its client's release, an end that ends. */
import type { Pool, PoolClient } from "pg";
import type { Logger } from "pino";

/** Logs lost connections, and closes (which rolls back) a client that is released inside a transaction. */
export function guardPool(pool: Pool, log: Logger): void {
  // Each of BullMQ's queues and workers adds a listener of its own.
  pool.setMaxListeners(0);
  pool.on("error", (error) => log.warn({ err: error }, "lost an idle connection to the database"));
  pool.on("connect", (client) => {
    // A client that is checked out has no listener of the pool's: its lost connection would end the process.
    client.on("error", (error) => log.debug({ err: error }, "lost a connection to the database"));
  });
  pool.on("release", (_error, client) => {
    const status = client.getTransactionStatus();
    if (status === "I" || status === null) return;
    log.warn("a database client was released inside a transaction; it is rolled back");
    void (client as PoolClient & { end(): Promise<void> }).end().catch(() => undefined);
  });
}

/** Ends the pool, waiting `graceMs` at most for clients that are still out. */
export async function endPool(pool: Pool, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([pool.end(), grace]);
  clearTimeout(timer);
}
