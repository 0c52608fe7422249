/** Hears of new events once for the whole process, and hands them to every event stream. */
import type { Logger } from "pino";
import type { Database } from "../store/database.ts";
import { changesChannel } from "../store/notify-changes.ts";
import { type EventView, findNewestEventId, listEventsAfter } from "../store/views/events.ts";

/** Events read at once. */
const batch = 500;

export interface ChangeHub {
  /** Calls back with events in order, beginning with those recorded after it resolves; gives the way to stop it. */
  subscribe(onEvents: (events: readonly EventView[]) => void): Promise<() => void>;
  close(): Promise<void>;
}

/** Listens from the first subscriber on. The poll finds what a lost notification did not announce. */
export function createChangeHub(database: Database, log: Logger, pollMs: number): ChangeHub {
  const subscribers = new Set<(events: readonly EventView[]) => void>();
  let started: Promise<void> | null = null;
  let reading: Promise<void> | null = null;
  let wanted = false;
  let newest = "0";
  let stop = async () => {};

  async function start() {
    newest = await findNewestEventId(database.db);
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
      const events = await listEventsAfter(database.db, newest, batch);
      const last = events.at(-1);
      if (last === undefined) continue;
      newest = last.id;
      wanted ||= events.length === batch;
      for (const onEvents of subscribers) onEvents(events);
    }
  }

  return {
    async subscribe(onEvents) {
      started ??= start();
      try {
        await started;
      } catch (error) {
        started = null;
        throw error;
      }
      subscribers.add(onEvents);
      return () => {
        subscribers.delete(onEvents);
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
