/** Hears of new events once for the whole process, and hands them to every event stream. */
import type { Deps } from "../deps.ts";
import { changesChannel } from "../store/notify-changes.ts";
import { type EventView, findNewestEventId, listEventsAfter } from "../store/views/events.ts";
import { eventText } from "./answers/event-text.ts";

/** Events read at once. */
const batch = 500;

/** An event as it is sent, made once for all who follow. */
export interface ToldEvent {
  id: bigint;
  text: string;
}

/** Events in order, at least one. */
export interface ToldEvents {
  events: readonly ToldEvent[];
  /** All of them, to be sent as they are to who has seen none of them. */
  bytes: Buffer;
}

export interface ChangeHub {
  /** Calls back with events in order, beginning with those recorded after it resolves; gives the way to stop it. */
  subscribe(onEvents: (told: ToldEvents) => void): Promise<() => void>;
  close(): Promise<void>;
}

/** Listens from the first subscriber on. The poll finds what a lost notification did not announce. */
export function createChangeHub(deps: Deps, pollMs: number): ChangeHub {
  const { database, log } = deps;
  const subscribers = new Set<(told: ToldEvents) => void>();
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
      await adoptTold(deps, events);
      const told = tell(deps, events);
      for (const onEvents of subscribers) onEvents(told);
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

/** Events as they are sent, by the configuration in force. */
export function tell(deps: Deps, events: readonly EventView[]): ToldEvents {
  const { objectives } = deps.current().config;
  const texts = events.map((event) => ({ id: BigInt(event.id), text: eventText(objectives, event) }));
  return { events: texts, bytes: Buffer.from(texts.map(({ text }) => text).join("")) };
}

/** Whoever is told of a configuration must find it in force when he asks next. */
async function adoptTold(deps: Deps, events: readonly EventView[]): Promise<void> {
  if (!events.some(({ kind }) => kind === "config")) return;
  await deps
    .adoptNewest()
    .catch((err: unknown) => deps.log.debug({ err }, "a configuration is told of that this process cannot go over to"));
}
