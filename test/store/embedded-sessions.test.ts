import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeQuery } from "../../src/store/embedded-frames.ts";
import { createSessions, type Sessions } from "../../src/store/embedded-sessions.ts";

/** A server that knows BEGIN, COMMIT, ROLLBACK and NOTIFY, and keeps what it was asked. */
function createServer(): { asked: string[]; execute(batch: Uint8Array): Uint8Array } {
  const asked: string[] = [];
  let status = "I";
  return {
    asked,
    execute(batch) {
      const text = Buffer.from(batch).toString("utf8", 5, batch.length - 1);
      asked.push(text);
      if (text === "begin") status = "T";
      if (text === "fail" && status === "T") status = "E";
      if (text === "commit" || text === "rollback") status = "I";
      const [verb = "", channel = ""] = text.split(" ");
      const notified = verb === "notify" ? [frame("A", `\0\0\0\0${channel}\0hello\0`)] : [];
      return new Uint8Array(Buffer.concat([frame("C", `${verb.toUpperCase()}\0`), ...notified, frame("Z", status)]));
    },
  };
}

function frame(type: string, body: string): Buffer {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type, 0);
  bytes.writeInt32BE(4 + body.length, 1);
  bytes.write(body, 5, "latin1");
  return bytes;
}

describe("createSessions", () => {
  let server: ReturnType<typeof createServer>;
  let sent: [number, string][];
  let dropped: number[];
  let sessions: Sessions;
  beforeEach(() => {
    vi.useFakeTimers();
    server = createServer();
    sent = [];
    dropped = [];
    const io = {
      execute: (batch: Uint8Array) => server.execute(batch),
      send: (session: number, bytes: Uint8Array) => void sent.push([session, String.fromCharCode(bytes[0] ?? 0)]),
      drop: (session: number) => void dropped.push(session),
    };
    sessions = createSessions(io, { idleInTransactionMs: 1_000 });
  });
  afterEach(() => vi.useRealTimers());
  const ask = (session: number, text: string): void => sessions.receive(session, writeQuery(text));

  it("serves clients in the order they ask", () => {
    ask(1, "a");
    ask(2, "b");
    ask(1, "c");
    expect(server.asked).toEqual(["a", "b", "c"]);
    expect(sent.map(([session]) => session)).toEqual([1, 2, 1]);
  });

  it.each(["commit", "rollback"])("keeps the session for a client in a transaction until its %s", (end) => {
    ask(1, "begin");
    ask(2, "b");
    ask(3, "c");
    ask(1, "a");
    expect(server.asked).toEqual(["begin", "a"]);
    ask(1, end);
    expect(server.asked).toEqual(["begin", "a", end, "b", "c"]);
  });

  it("keeps it also while the transaction has failed", () => {
    ask(1, "begin");
    ask(1, "fail");
    ask(2, "b");
    expect(server.asked).toEqual(["begin", "fail"]);
    ask(1, "rollback");
    expect(server.asked).toEqual(["begin", "fail", "rollback", "b"]);
  });

  it("rolls back for a client that leaves inside its transaction", () => {
    ask(1, "begin");
    ask(2, "b");
    sessions.close(1);
    expect(server.asked).toEqual(["begin", "rollback", "b"]);
  });

  it("does nothing for a client that leaves outside one, even during another's", () => {
    ask(1, "begin");
    sessions.close(2);
    ask(1, "commit");
    expect(server.asked).toEqual(["begin", "commit"]);
  });

  it("drops a client that stays silent in a transaction too long, and not one that speaks", () => {
    ask(1, "begin");
    ask(2, "b");
    vi.advanceTimersByTime(900);
    ask(1, "a");
    vi.advanceTimersByTime(900);
    expect(dropped).toEqual([]);
    vi.advanceTimersByTime(101);
    expect(dropped).toEqual([1]);
    expect(server.asked).toEqual(["begin", "a", "rollback", "b"]);
    vi.advanceTimersByTime(10_000);
    expect(dropped).toEqual([1]);
  });

  it("notifies those who listen to the channel, and none else", () => {
    ask(1, "listen x");
    ask(2, "listen y");
    ask(3, "select listen");
    sent.length = 0;
    ask(4, "notify x");
    expect(sent).toEqual([
      [1, "A"],
      [4, "C"],
    ]);
  });

  it("forgets listeners that leave, and keeps those that another's UNLISTEN would silence", () => {
    ask(1, "listen x");
    ask(2, "listen x");
    ask(1, "unlisten x");
    expect(server.asked.at(-1)).toBe('listen "x"');
    sessions.close(2);
    sent.length = 0;
    ask(4, "notify x");
    expect(sent).toEqual([[4, "C"]]);
  });
});
