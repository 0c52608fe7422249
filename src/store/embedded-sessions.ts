/** Shares the one session of the embedded database among many clients, as if each had its own. */
import { readAnswer, readSubscription, type Notification, type SessionStatus, writeQuery } from "./embedded-frames.ts";

export interface SessionIo {
  /** Runs one client's batch of protocol bytes to its end and answers with the server's bytes. */
  execute(batch: Uint8Array): Uint8Array;
  send(session: number, bytes: Uint8Array): void;
  /** Tells the client that its session is gone, and why. */
  drop(session: number, reason: string): void;
}

export interface Sessions {
  receive(session: number, batch: Uint8Array): void;
  close(session: number): void;
}

interface Item {
  session: number;
  /** Null: the client has left. */
  batch: Uint8Array | null;
}

/**
 * First come, first served; a client inside a transaction has the session to itself until that ends, and loses it when it
 * stays silent for `idleInTransactionMs`. Notifications go to the clients that listen. SET and temporary tables are shared.
 */
export function createSessions(io: SessionIo, { idleInTransactionMs }: { idleInTransactionMs: number }): Sessions {
  const queue: Item[] = [];
  const listeners = new Map<number, Set<string>>();
  let owner: number | null = null;
  let running = false;
  let idleTimer: NodeJS.Timeout | undefined;

  function next(): Item | undefined {
    const at = owner === null ? 0 : queue.findIndex((item) => item.session === owner);
    return at < 0 ? undefined : queue.splice(at, 1)[0];
  }

  function deliver(notifications: Notification[]): void {
    for (const { channel, frame } of notifications) {
      for (const [session, channels] of listeners) {
        if (channels.has(channel)) io.send(session, new Uint8Array(frame));
      }
    }
  }

  function execute(batch: Uint8Array): { bytes: Uint8Array; status: SessionStatus | null; tags: string[] } {
    const answer = readAnswer(io.execute(batch));
    deliver(answer.notifications);
    return answer;
  }

  function run(session: number, batch: Uint8Array): void {
    const subscription = readSubscription(batch);
    const answer = execute(batch);
    if (subscription && answer.tags.some((tag) => tag === "LISTEN" || tag === "UNLISTEN")) {
      keepSubscription(session, subscription);
    }
    if (answer.status !== null) owner = answer.status === "I" ? null : session;
    io.send(session, answer.bytes);
  }

  function keepSubscription(
    session: number,
    { verb, channel }: { verb: "listen" | "unlisten"; channel: string },
  ): void {
    const channels = listeners.get(session) ?? new Set();
    if (verb === "listen") channels.add(channel);
    else if (channel === "*") channels.clear();
    else channels.delete(channel);
    listeners.set(session, channels);
    if (verb === "listen") return;
    // The session is everybody's: what others listen to must outlive one client's UNLISTEN.
    const wanted = new Set([...listeners.values()].flatMap((set) => [...set]));
    for (const name of wanted) execute(writeQuery(`listen "${name.replaceAll('"', '""')}"`));
  }

  function leave(session: number): void {
    listeners.delete(session);
    if (owner !== session) return;
    execute(writeQuery("rollback"));
    owner = null;
  }

  function expire(session: number): void {
    leave(session);
    io.drop(session, `it was idle in a transaction for ${idleInTransactionMs} ms`);
    pump();
  }

  function pump(): void {
    if (running) return;
    running = true;
    clearTimeout(idleTimer);
    try {
      for (let item = next(); item; item = next()) {
        if (item.batch) run(item.session, item.batch);
        else leave(item.session);
      }
    } finally {
      running = false;
    }
    if (owner !== null) idleTimer = setTimeout(expire, idleInTransactionMs, owner);
  }

  return {
    receive(session, batch) {
      queue.push({ session, batch });
      pump();
    },
    close(session) {
      queue.push({ session, batch: null });
      pump();
    },
  };
}
