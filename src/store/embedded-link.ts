/** The main thread's end of the embedded database: a stream a client, each speaking PostgreSQL's protocol to the thread. */
import { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";
import { codedError } from "../errors.ts";
import { batchLength, isTerminate, writeGreeting } from "./embedded-frames.ts";
import type { FromThread, ThreadOptions, ToThread } from "./embedded-thread.ts";

export interface EmbeddedLink {
  /** A stream such as pg's `stream` option wants it: one virtual connection. */
  connect(): Duplex;
  /** Ends the thread; every stream still open is destroyed with DATABASE_UNAVAILABLE. */
  close(): Promise<void>;
  /** Ends the thread as a crash would; for tests. */
  crash(): Promise<void>;
}

/** How long the thread may take to write its last page at shutdown. */
const shutdownMs = 5_000;

/** Starts the thread and waits until the database is open; throws DATABASE_UNAVAILABLE. */
export async function openEmbeddedLink(options: ThreadOptions, onDown: (error: Error) => void): Promise<EmbeddedLink> {
  // No inherited flags: those of a test runner or a debugger would break the thread.
  const worker = new Worker(new URL("./embedded-thread.ts", import.meta.url), { workerData: options, execArgv: [] });
  const streams = new Map<number, Duplex>();
  const post = (message: ToThread, moved: ArrayBuffer[] = []): void => worker.postMessage(message, moved);
  let down: Error | null = null;
  let closing = false;
  let sessions = 0;

  function fail(cause: unknown): void {
    if (down) return;
    down = codedError("DATABASE_UNAVAILABLE", "The embedded database has stopped.", cause);
    for (const stream of streams.values()) stream.destroy(down);
    if (!closing) onDown(down);
  }

  const version = await new Promise<string>((resolve, reject) => {
    worker.on("message", (message: FromThread) => {
      if (message.kind === "ready") resolve(message.version);
      else if (message.kind === "answer") streams.get(message.session)?.push(Buffer.from(message.bytes.buffer));
      else if (message.kind === "dropped") streams.get(message.session)?.destroy(sessionLost(message.reason));
    });
    worker.on("error", (cause) => {
      reject(codedError("DATABASE_UNAVAILABLE", "The embedded database could not be opened.", cause));
      fail(cause);
    });
    worker.on("exit", (code) => {
      reject(codedError("DATABASE_UNAVAILABLE", `The embedded database ended with code ${code} while opening.`));
      fail(new Error(`The thread of the embedded database ended with code ${code}.`));
    });
  });
  const greeting = writeGreeting({
    server_version: version,
    client_encoding: "UTF8",
    standard_conforming_strings: "on",
  });

  async function end(): Promise<void> {
    closing = true;
    if (down) return;
    // Who is still inside a transaction would keep the session from closing.
    for (const stream of streams.values()) stream.destroy(sessionLost("the database is closing"));
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    post({ kind: "shutdown" });
    const timer = setTimeout(() => void worker.terminate(), shutdownMs);
    await ended;
    clearTimeout(timer);
  }

  return {
    connect() {
      const session = (sessions += 1);
      const stream = createClientStream({
        greeting,
        isDown: () => down,
        send: (bytes) => down ?? post({ kind: "batch", session, bytes }, [bytes.buffer]),
        leave() {
          streams.delete(session);
          if (!down) post({ kind: "leave", session });
        },
      });
      streams.set(session, stream);
      return stream;
    },
    close: end,
    async crash() {
      await worker.terminate();
    },
  };
}

function sessionLost(reason: string): Error {
  return codedError("DATABASE_UNAVAILABLE", `The embedded database ended the session: ${reason}.`);
}

interface ClientStreamIo {
  greeting: Uint8Array;
  isDown(): Error | null;
  send(batch: Uint8Array<ArrayBuffer>): void;
  leave(): void;
}

/** Gathers what a client writes into batches that the thread can run to their end. */
function createClientStream(io: ClientStreamIo): Duplex {
  let pending: Buffer = Buffer.alloc(0);
  let greeted = false;
  function take(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (!greeted) {
      // The start-up packet has no type, and nothing in it concerns a session that exists already.
      if (pending.length < 4 || pending.length < pending.readInt32BE(0)) return;
      pending = pending.subarray(pending.readInt32BE(0));
      greeted = true;
      stream.push(io.greeting);
    }
    for (let length = batchLength(pending); length > 0; length = batchLength(pending)) {
      const batch = new Uint8Array(pending.subarray(0, length));
      pending = pending.subarray(length);
      if (!isTerminate(batch)) io.send(batch);
    }
  }
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      take(chunk);
      done();
    },
    writev(chunks, done) {
      take(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)));
      done();
    },
    final(done) {
      done();
      stream.destroy();
    },
    destroy(error, done) {
      io.leave();
      done(error);
    },
  });
  function connect(): void {
    const down = io.isDown();
    if (down) stream.destroy(down);
    else queueMicrotask(() => stream.emit("connect"));
  }
  // What pg calls on a socket.
  const self = (): Duplex => stream;
  return Object.assign(stream, { connect, setNoDelay: self, setKeepAlive: self, ref: self, unref: self });
}
