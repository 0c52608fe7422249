/** Server-sent events: what was missed since `Last-Event-ID`, then what happens. */
import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { Deps } from "../deps.ts";
import { codedError } from "../errors.ts";
import { type EventView, listEventsAfter } from "../store/views/events.ts";
import { eventText } from "./answers/event-text.ts";
import { type ChangeHub, createChangeHub } from "./change-hub.ts";

export interface EventStreamOptions {
  /** How often the database is asked, in case an announcement was lost. */
  pollMs: number;
  heartbeatMs: number;
}

export const eventStreamOptions: EventStreamOptions = { pollMs: 10_000, heartbeatMs: 15_000 };

/** What a stream may hold back for a slow reader, bytes; beyond that it ends, and the reader resumes where it was. */
const heldBack = 1_048_576;
/** The same while missed events are still being written. */
const heldBackEvents = 5_000;
/** Missed events read at once. */
const batch = 500;

export interface EventStreams {
  /** `lastEventId`: id of the last event that the client has seen; null for what comes from now on. */
  open(lastEventId: string | null): Promise<Readable>;
  /** Ends every stream. */
  close(): Promise<void>;
}

export function createEventStreams(deps: Deps, options: EventStreamOptions): EventStreams {
  const hub = createChangeHub(deps.database, deps.log, options.pollMs);
  const open = new Set<PassThrough>();
  let closed = false;
  return {
    async open(lastEventId) {
      if (closed) throw codedError("STORE_UNAVAILABLE", "closing");
      const stream = await openStream(deps, hub, options, lastEventId);
      open.add(stream);
      stream.once("close", () => open.delete(stream));
      return stream;
    },
    async close() {
      closed = true;
      for (const stream of open) stream.end();
      await hub.close();
    },
  };
}

async function openStream(
  deps: Deps,
  hub: ChangeHub,
  { heartbeatMs }: EventStreamOptions,
  lastEventId: string | null,
): Promise<PassThrough> {
  const stream = new PassThrough();
  const live: Live = { waiting: lastEventId === null ? null : [], seen: 0n };
  const unsubscribe = await hub.subscribe((events) => {
    if (live.waiting === null) write(deps, stream, live, events);
    else if (live.waiting.push(...events) > heldBackEvents) stream.destroy();
  });
  const heartbeat = setInterval(() => stream.write(": heartbeat\n\n"), heartbeatMs);
  heartbeat.unref();
  stream.once("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  stream.on("error", () => stream.destroy());
  stream.write("retry: 2000\n: connected\n\n");
  if (lastEventId !== null) void resume(deps, stream, lastEventId, live);
  return stream;
}

interface Live {
  /** What has come while missed events are being written; null once nothing is missed any more. */
  waiting: EventView[] | null;
  /** The last event written; the hub may read, and hand on, what was replayed already. */
  seen: bigint;
}

async function resume(deps: Deps, stream: PassThrough, lastEventId: string, live: Live) {
  try {
    live.seen = BigInt(await replay(deps, stream, lastEventId));
    const waiting = live.waiting ?? [];
    live.waiting = null;
    write(deps, stream, live, waiting);
  } catch (err) {
    deps.log.warn({ err }, "an event stream could not be resumed");
    stream.destroy();
  }
}

/** Writes what happened after an id, as fast as the reader takes it; returns the last id written. */
async function replay(deps: Deps, stream: PassThrough, lastEventId: string): Promise<string> {
  let seen = lastEventId;
  for (;;) {
    const events = await listEventsAfter(deps.database.db, seen, batch);
    if (events.length === 0 || stream.destroyed) return seen;
    seen = events.at(-1)!.id;
    const texts = events.map((event) => eventText(deps.current().config.objectives, event));
    if (!stream.write(texts.join(""))) await Promise.race([once(stream, "drain"), once(stream, "close")]);
  }
}

function write(deps: Deps, stream: PassThrough, live: Live, events: readonly EventView[]) {
  const fresh = events.filter(({ id }) => BigInt(id) > live.seen);
  const last = fresh.at(-1);
  if (last === undefined || stream.destroyed || stream.writableEnded) return;
  live.seen = BigInt(last.id);
  const { config } = deps.current();
  stream.write(fresh.map((event) => eventText(config.objectives, event)).join(""));
  if (stream.writableLength + stream.readableLength > heldBack) stream.destroy();
}
