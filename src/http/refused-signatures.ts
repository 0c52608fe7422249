/** Counts refused signatures by source, for the last hour: a wrong secret shows here before it shows in the numbers. */
import type { Logger } from "pino";
import type { Clock } from "../deps.ts";
import type { Queryable } from "../store/database.ts";
import { addRefused, countRefused, type RefusedCount } from "../store/refused-signatures.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Whoever sends rubbish, however fast, makes a process write no more often than this, milliseconds. */
export const refusedPauseMs = 1_000;

export interface RefusedSignatures {
  note(source: string): void;
  /** Of the last 60 whole or begun minutes, in every process. */
  countLastHour(): Promise<ReadonlyMap<string, number>>;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** Adds up in memory, and to the database at most once a pause. `source` must be a configured one: there are few. */
export function createRefusedSignatures(deps: { db: Queryable; clock: Clock; log: Logger }): RefusedSignatures {
  const { db, clock, log } = deps;
  let counts = new Map<string, RefusedCount>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  function write(): Promise<void> {
    const mine = [...counts.values()];
    counts = new Map();
    writing = writing
      .then(() => addRefused(db, mine))
      .catch((err: unknown) => {
        log.warn({ err }, "refused signatures could not be counted; they are kept for the next write");
        for (const each of mine) add(each);
      });
    return writing;
  }

  function add({ source, minute, count }: RefusedCount): void {
    if (minute.getTime() <= clock().getTime() - hourMs) return;
    const key = `${source} ${minute.getTime()}`;
    counts.set(key, { source, minute, count: count + (counts.get(key)?.count ?? 0) });
  }

  return {
    note(source) {
      add({ source, minute: new Date(Math.floor(clock().getTime() / minuteMs) * minuteMs), count: 1 });
      timer ??= setTimeout(() => {
        timer = null;
        void write();
      }, refusedPauseMs).unref();
    },
    async countLastHour() {
      await writing;
      const since = new Date(clock().getTime() - hourMs);
      const total = new Map(await countRefused(db, since));
      for (const { source, minute, count } of counts.values()) {
        if (minute > since) total.set(source, (total.get(source) ?? 0) + count);
      }
      return total;
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await write();
    },
  };
}
