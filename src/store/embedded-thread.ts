/** The thread that PGlite lives in: bytes in, bytes out. In the main thread it would starve timers, as it answers in microtasks. */
import { PGlite } from "@electric-sql/pglite";
import { parentPort, workerData } from "node:worker_threads";
import { createSessions } from "./embedded-sessions.ts";

export interface ThreadOptions {
  /** Null keeps everything in memory. */
  folder: string | null;
  idleInTransactionMs: number;
  setup: string;
}

export type ToThread =
  | { kind: "batch"; session: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "leave"; session: number }
  | { kind: "shutdown" };

export type FromThread =
  | { kind: "ready"; version: string }
  | { kind: "answer"; session: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "dropped"; session: number; reason: string }
  | { kind: "closed" };

async function serve(options: ThreadOptions): Promise<void> {
  const port = parentPort;
  if (!port) return;
  const post = (message: FromThread, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
  const engine = options.folder === null ? await PGlite.create() : await PGlite.create(options.folder);
  await engine.exec(options.setup);
  const { rows } = await engine.query<{ server_version: string }>("show server_version");
  const sessions = createSessions(
    {
      execute: (batch) => engine.execProtocolRawSync(batch),
      send(session, answer) {
        const bytes = new Uint8Array(answer);
        post({ kind: "answer", session, bytes }, [bytes.buffer]);
      },
      drop: (session, reason) => post({ kind: "dropped", session, reason }),
    },
    options,
  );
  port.on("message", (message: ToThread) => {
    if (message.kind === "batch") sessions.receive(message.session, message.bytes);
    else if (message.kind === "leave") sessions.close(message.session);
    else void shutdown();
  });
  async function shutdown(): Promise<void> {
    await engine.close();
    post({ kind: "closed" });
    port?.close();
  }
  post({ kind: "ready", version: rows[0]?.server_version ?? "18" });
}

await serve(workerData as ThreadOptions);
