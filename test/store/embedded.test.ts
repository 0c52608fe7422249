import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type EmbeddedDatabase, type EmbeddedOptions, openEmbedded } from "../../src/store/embedded.ts";
import { maintain } from "../../src/store/embedded-maintenance.ts";
import { migrate } from "../../src/store/migrate.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";

const log = pino({ level: "silent" });

describe("openEmbedded", () => {
  let dataDir: string;
  const opened: EmbeddedDatabase[] = [];
  beforeEach(async () => {
    dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await rm(dataDir, { recursive: true, force: true });
  });

  async function open(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
    const database = await openEmbedded({ dataDir, log, ...options });
    opened.push(database);
    return database;
  }

  it("keeps nothing with memory:, and needs no folder", async () => {
    const database = await open({ dataDir: "memory:" });
    expect(await migrate(database, log)).toContain("0001_spine");
    const { rows } = await database.pool.query("select count(*) from okr_sync.deliveries");
    expect(rows).toEqual([{ count: "0" }]);
  });

  it("finds what it stored when it is opened again", async () => {
    const first = await open();
    await first.pool.query("create table public.kept (id int); insert into public.kept values (1)");
    await first.close();
    const second = await open();
    expect((await second.pool.query("select id from public.kept")).rows).toEqual([{ id: 1 }]);
  });

  it("refuses a folder that is open, and takes it once it is closed", async () => {
    const first = await open();
    await expect(openEmbedded({ dataDir, log })).rejects.toMatchObject({ code: "DATABASE_LOCKED" });
    await first.close();
    await open();
  });

  it("lets go of a folder that it cannot open", async () => {
    const folder = await mkdtemp(join(tmpdir(), "okr-sync-broken-"));
    await writeFile(join(folder, "database"), "not a database");
    await expect(openEmbedded({ dataDir: folder, log })).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    await rm(join(folder, "database"));
    await expect(openEmbedded({ dataDir: folder, log }).then((database) => database.close())).resolves.toBeUndefined();
    await rm(folder, { recursive: true });
  });

  it("rejects everything pending and everything later with DATABASE_UNAVAILABLE when its thread dies", async () => {
    const database = await open();
    const client = await database.pool.connect();
    await client.query("begin");
    const pending = [
      client.query("select pg_sleep(30)"),
      database.pool.query("select 1"),
      database.db.selectFrom("okr_sync.issues").selectAll().execute(),
    ].map((query) => query.catch((error: { code?: string }) => error.code));
    await new Promise(setImmediate);
    await database.crash();
    expect(await Promise.all(pending)).toEqual(Array(3).fill("DATABASE_UNAVAILABLE"));
    await expect(database.pool.query("select 1")).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
      retryable: true,
    });
    await expect(database.listen("any", () => undefined)).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  });

  it("closes while a client is inside a transaction, which is then undone", async () => {
    const database = await open();
    const client = await database.pool.connect();
    await client.query("begin; create table public.half (id int)");
    await database.close();
    const again = await open();
    const { rows } = await again.pool.query("select to_regclass('public.half') as half");
    expect(rows).toEqual([{ half: null }]);
  });

  it("ends the session of a client that is silent in a transaction, and serves the others", async () => {
    const database = await open({ idleInTransactionMs: 50 });
    const client = await database.pool.connect();
    await client.query("begin; create table public.abandoned (id int)");
    const { rows } = await database.pool.query("select to_regclass('public.abandoned') as abandoned");
    expect(rows).toEqual([{ abandoned: null }]);
    await expect(client.query("select 1")).rejects.toThrow();
    client.release(true);
  });

  it("leaves the timers of the main thread alone while it is busy", async () => {
    const database = await open();
    const timer = new AbortController();
    setTimeout(() => timer.abort(), 20);
    // In the main thread PGlite would answer in microtasks, and this loop would never end.
    while (!timer.signal.aborted) await database.pool.query("select 1");
    expect(timer.signal.aborted).toBe(true);
  });

  it("vacuums and writes checkpoints by itself, and stops when it closes", async () => {
    const database = await open({ maintenanceIntervalMs: 20 });
    const churn = async (): Promise<number> => {
      const { rows } = await database.pool.query<{ size: string }>(
        "select pg_relation_size('okr_sync.issue_names') as size",
      );
      await database.pool.query(
        "insert into okr_sync.issue_names select g::text, repeat('x', 200) from generate_series(1, 2000) g",
      );
      await database.pool.query("delete from okr_sync.issue_names");
      await maintain(database.pool);
      return Number(rows[0]?.size);
    };
    const sizes: number[] = [];
    for (let round = 0; round < 6; round += 1) sizes.push(await churn());
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    await database.close();
  });

  it("loses no acknowledged insert to kill -9, and is taken over from the dead process", async () => {
    const program = fileURLToPath(new URL("./programs/insert-until-killed.ts", import.meta.url));
    for (let round = 0; round < 3; round += 1) {
      const child = spawn(process.execPath, [program, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
      let acknowledged = 0;
      for await (const chunk of child.stdout) {
        acknowledged = Number(String(chunk).trimEnd().split("\n").at(-1));
        if (acknowledged >= (round + 1) * 60) break;
      }
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      const database = await open();
      const { rows } = await database.pool.query("select count(*)::int, max(id) from public.acknowledged");
      expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged);
      expect(rows[0].count).toBe(rows[0].max);
      await database.close();
    }
  });
});
