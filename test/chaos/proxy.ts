/** A TCP proxy between the service and PostgreSQL, which loses answers. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface Proxy {
  port: number;
  /** The next commit gets through, and its answer does not: the connection is cut, and the service cannot know. */
  cutNextCommit(): void;
  /** Cuts every connection at once. */
  cutAll(): void;
  /** Commits whose answer was lost. */
  lostAnswers(): number;
  close(): Promise<void>;
}

/** A commit, or a statement that commits by itself: the receiver's insert and the publisher's mark. */
const commits = [`commit\0`, `insert into "okr_sync"."deliveries"`, "set published_at"].map((text) =>
  Buffer.from(text),
);

/** Listens on a loopback port of its own and passes everything on to `port`. */
export async function startProxy(port: number): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let armed = false;
  let lost = 0;

  function join(client: Socket): void {
    const server = connect({ host: "127.0.0.1", port, noDelay: true });
    const pair = [client, server] as const;
    let doomed = false;
    pairs.add(pair);
    const cut = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    client.setNoDelay(true);
    client.on("data", (chunk: Buffer) => {
      if (armed && commits.some((text) => chunk.includes(text))) {
        armed = false;
        doomed = true;
      }
      server.write(chunk);
    });
    server.on("data", (chunk: Buffer) => {
      if (!doomed) return void client.write(chunk);
      lost += 1;
      cut();
    });
    for (const socket of pair) socket.on("error", cut).on("close", cut);
  }

  const listener = createServer(join);
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const cutAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: address.port,
    cutNextCommit: () => {
      armed = true;
    },
    cutAll,
    lostAnswers: () => lost,
    async close() {
      cutAll();
      listener.close();
      await once(listener, "close");
    },
  };
}
