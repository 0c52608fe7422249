import { createServer, type Server as TcpServer, type Socket } from "node:net";
import { once } from "node:events";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { databasePairings } from "../servers/pairing.ts";
import { startPostgres } from "../servers/postgres.ts";
import { findFreePort, type Server } from "../servers/server.ts";

const log = pino({ level: "silent" });

describe("openDatabase", () => {
  it("opens the embedded database when there is no address", async () => {
    const database = await openDatabase({ dataDir: "memory:", log });
    expect(database.kind).toBe("embedded");
    await database.close();
  });
});

describe("openPostgres", () => {
  const opened: Database[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
  });

  it("gives up on a server that never comes, in words", async () => {
    const url = `postgres://okr:secret@127.0.0.1:${await findFreePort()}/okr`;
    const opening = openPostgres({ url, log, waitMs: 300 });
    await expect(opening).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
      message: expect.not.stringContaining("secret"),
    });
  });

  it("gives up on a server that accepts and says nothing", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    await expect(openPostgres({ url: `postgres://a@127.0.0.1:${port}/a`, log, waitMs: 0 })).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
    });
    silent.close();
  });

  if (!databasePairings.includes("postgres")) return;

  describe("with a server of its own", () => {
    let server: Server;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    async function open(url = server.url): Promise<Database> {
      const database = await openPostgres({ url, log });
      opened.push(database);
      return database;
    }
    const setting = async (database: Database, name: string): Promise<string> =>
      (await database.pool.query("select current_setting($1) as value", [name])).rows[0].value;

    it("sets every time limit and its name", async () => {
      const database = await open();
      expect(await setting(database, "statement_timeout")).toBe("30s");
      expect(await setting(database, "lock_timeout")).toBe("10s");
      expect(await setting(database, "idle_in_transaction_session_timeout")).toBe("30s");
      expect(await setting(database, "application_name")).toBe("okr-sync");
      expect(database.kind).toBe("postgres");
    });

    it("keeps options that the address has, and adds its own", async () => {
      const database = await open(`${server.url}?options=-c%20work_mem%3D7MB`);
      expect(await setting(database, "work_mem")).toBe("7MB");
      expect(await setting(database, "search_path")).toBe("bullmq,public");
    });

    it("gives up at once on a database that does not exist", async () => {
      const url = server.url.replace("/postgres", "/nowhere");
      await expect(openPostgres({ url, log })).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    });

    it("waits for a server that is starting", async () => {
      await server.kill();
      const opening = openPostgres({ url: server.url, log });
      await server.restart();
      const database = await opening;
      opened.push(database);
      expect((await database.pool.query("select 1 as alive")).rows).toEqual([{ alive: 1 }]);
    });

    it("outlives kill -9 of the server, also with a transaction open, and listens again", async () => {
      const database = await open();
      const got: string[] = [];
      const subscription = await database.listen("news", (payload) => void got.push(payload));
      const inTransaction = await database.pool.connect();
      await inTransaction.query("begin");
      await server.restart();
      await expect(inTransaction.query("select 1")).rejects.toThrow();
      inTransaction.release(true);
      await expect
        .poll(
          () =>
            database.pool.query("notify news, 'back'").then(
              () => got.at(-1),
              () => null,
            ),
          { timeout: 10_000 },
        )
        .toBe("back");
      await subscription.close();
    });

    it("listens again when somebody terminates the listening connection", async () => {
      const database = await open();
      const got: string[] = [];
      await database.listen("news", (payload) => void got.push(payload));
      await database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
      await expect
        .poll(() => database.pool.query("notify news, 'again'").then(() => got.at(-1)), { timeout: 10_000 })
        .toBe("again");
    });

    it("closes in time while a client is out and the network is dead", async () => {
      const proxy = await startProxy(server.port);
      const database = await openPostgres({ url: server.url.replace(String(server.port), String(proxy.port)), log });
      const client = await database.pool.connect();
      await client.query("begin");
      proxy.freeze();
      const startedAt = performance.now();
      await database.close();
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      proxy.stop();
    });
  });
});

/** Passes bytes on until it is frozen; then it keeps connections open and says nothing. */
async function startProxy(target: number): Promise<{ port: number; freeze(): void; stop(): void }> {
  const sockets: Socket[] = [];
  const { connect } = await import("node:net");
  const proxy: TcpServer = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    sockets.push(near, far);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    port: (proxy.address() as { port: number }).port,
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    stop() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
