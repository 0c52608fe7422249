/** Hears of new changes once for the whole process, and hands them to every event stream. */
import type { Logger } from "pino";
import type { Database } from "../store/database.ts";
import { changesChannel } from "../store/notify-changes.ts";
import { type ChangeView, findNewestChangeId, listChangesAfter } from "../store/views/changes.ts";

/** Changes read at once. */
const batch = 500;

export interface ChangeHub {
  /** Calls back with changes in order, beginning with those recorded after it resolves; gives the way to stop it. */
  subscribe(onChanges: (changes: readonly ChangeView[]) => void): Promise<() => void>;
  close(): Promise<void>;
}

/** Listens from the first subscriber on. The poll finds what a lost notification did not announce. */
export function createChangeHub(database: Database, log: Logger, pollMs: number): ChangeHub {
  const subscribers = new Set<(changes: readonly ChangeView[]) => void>();
  let started: Promise<void> | null = null;
  let reading: Promise<void> | null = null;
  let wanted = false;
  let newest = "0";
  let stop = async () => {};

  async function start() {
    newest = await findNewestChangeId(database.db);
    const timer = setInterval(look, pollMs);
    timer.unref();
    stop = async () => clearInterval(timer);
    try {
      const listening = await database.listen(changesChannel, look);
      stop = async () => {
        clearInterval(timer);
        await listening.close();
      };
    } catch (err) {
      log.warn({ err }, "changes are not announced; event streams follow by polling");
    }
  }

  /** One reader at a time; what is announced meanwhile makes it read once more. */
  function look() {
    wanted = true;
    reading ??= readNew()
      .catch((err: unknown) => log.warn({ err }, "new changes could not be read; the next poll tries again"))
      .finally(() => {
        reading = null;
      });
  }

  async function readNew() {
    while (wanted) {
      wanted = false;
      const changes = await listChangesAfter(database.db, newest, batch);
      const last = changes.at(-1);
      if (last === undefined) continue;
      newest = last.id;
      wanted ||= changes.length === batch;
      for (const onChanges of subscribers) onChanges(changes);
    }
  }

  return {
    async subscribe(onChanges) {
      started ??= start();
      try {
        await started;
      } catch (error) {
        started = null;
        throw error;
      }
      subscribers.add(onChanges);
      return () => {
        subscribers.delete(onChanges);
      };
    },
    async close() {
      subscribers.clear();
      await started?.catch(() => {});
      await stop();
      await reading;
    },
  };
}
