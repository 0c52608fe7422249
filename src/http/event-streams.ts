/** Server-sent events: what was missed since `Last-Event-ID`, then what happens. */
import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import type { Deps } from "../deps.ts";
import { codedError } from "../errors.ts";
import { listEventsAfter } from "../store/views/events.ts";
import { type AccessRequest, isAuthorised } from "./access.ts";
import { type ChangeHub, createChangeHub, tell, type ToldEvent, type ToldEvents } from "./change-hub.ts";

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

const beat = Buffer.from(": heartbeat\n\n");

export interface EventStreams {
  /**
   * `lastEventId`: id of the last event that the client has seen; null for what comes from now on. The stream ends when the
   * caller's token is no longer configured.
   */
  open(lastEventId: string | null, caller: AccessRequest): Promise<Readable>;
  /** Ends every stream. */
  close(): Promise<void>;
}

export function createEventStreams(deps: Deps, options: EventStreamOptions): EventStreams {
  const hub = createChangeHub(deps, options.pollMs);
  const open = new Map<PassThrough, Live>();
  const heartbeat = setInterval(() => {
    for (const [stream, live] of open) push(stream, live, beat);
  }, options.heartbeatMs);
  heartbeat.unref();
  let closed = false;
  return {
    async open(lastEventId, caller) {
      if (closed) throw codedError("STORE_UNAVAILABLE", "closing");
      const stream = new PassThrough();
      const live: Live = { waiting: lastEventId === null ? null : [], seen: 0n, isAllowed: mayStay(deps, caller) };
      open.set(stream, live);
      stream.once("close", () => open.delete(stream));
      await follow(deps, hub, stream, live, lastEventId);
      return stream;
    },
    async close() {
      closed = true;
      clearInterval(heartbeat);
      for (const stream of open.keys()) stream.end();
      await hub.close();
    },
  };
}

/** Asks again only where the tokens are others. */
function mayStay(deps: Deps, caller: AccessRequest): () => boolean {
  let asked = deps.current().config.access.tokens;
  let answer = true;
  return () => {
    const { tokens } = deps.current().config.access;
    if (tokens !== asked) answer = isAuthorised(tokens, "viewer", caller);
    asked = tokens;
    return answer;
  };
}

async function follow(deps: Deps, hub: ChangeHub, stream: PassThrough, live: Live, lastEventId: string | null) {
  const unsubscribe = await hub.subscribe((told) => {
    if (live.waiting === null) write(stream, live, told);
    else if (live.waiting.push(...told.events) > heldBackEvents) stream.destroy();
  });
  stream.once("close", unsubscribe);
  stream.on("error", () => stream.destroy());
  stream.write("retry: 2000\n: connected\n\n");
  if (lastEventId !== null) void resume(deps, stream, lastEventId, live);
}

interface Live {
  /** What has come while missed events are being written; null once nothing is missed any more. */
  waiting: ToldEvent[] | null;
  /** The last event written; the hub may read, and hand on, what was replayed already. */
  seen: bigint;
  /** False: nothing more may be written. */
  isAllowed: () => boolean;
}

async function resume(deps: Deps, stream: PassThrough, lastEventId: string, live: Live) {
  try {
    live.seen = BigInt(lastEventId);
    await replay(deps, stream, live);
    const waiting = live.waiting ?? [];
    live.waiting = null;
    send(stream, live, waiting);
  } catch (err) {
    deps.log.warn({ err }, "an event stream could not be resumed");
    stream.destroy();
  }
}

/** Writes what happened after the last event that was seen, as fast as the reader takes it. */
async function replay(deps: Deps, stream: PassThrough, live: Live): Promise<void> {
  for (;;) {
    const events = await listEventsAfter(deps.database.db, String(live.seen), batch);
    if (events.length === 0 || stream.destroyed) return;
    live.seen = BigInt(events.at(-1)!.id);
    const isTaken = push(stream, live, tell(deps, events).bytes);
    if (!isTaken) await Promise.race([once(stream, "drain"), once(stream, "close")]);
  }
}

/** One buffer for all who have seen none of it; the hub may have read, and hand on, what was replayed already. */
function write(stream: PassThrough, live: Live, { events, bytes }: ToldEvents) {
  if (events[0]!.id <= live.seen) return send(stream, live, events);
  live.seen = events.at(-1)!.id;
  pushLive(stream, live, bytes);
}

function send(stream: PassThrough, live: Live, events: readonly ToldEvent[]) {
  const fresh = events.filter(({ id }) => id > live.seen);
  const last = fresh.at(-1);
  if (last === undefined) return;
  live.seen = last.id;
  pushLive(stream, live, fresh.map(({ text }) => text).join(""));
}

/** Who does not keep up loses the stream, and resumes where it was. */
function pushLive(stream: PassThrough, live: Live, bytes: Buffer | string) {
  push(stream, live, bytes);
  if (stream.writableLength + stream.readableLength > heldBack) stream.destroy();
}

/** False where the reader is behind; it ends the stream of a caller who may no longer read. */
function push(stream: PassThrough, live: Live, bytes: Buffer | string): boolean {
  if (stream.destroyed || stream.writableEnded) return true;
  if (live.isAllowed()) return stream.write(bytes);
  stream.end();
  return true;
}
