import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { createDatabase } from "../servers/postgres.ts";

const run = promisify(execFile);
const log = pino({ level: "silent" });

describe("migrate", () => {
  eachPairing((pairing) => {
    let opened: OpenPairing;
    let folder: string;
    let address: URL;
    beforeAll(async () => {
      opened = await openPairing(pairing);
    });
    afterAll(() => opened.close());
    beforeEach(async () => {
      await opened.database.pool.query("drop schema okr_sync cascade");
      folder = await mkdtemp(join(tmpdir(), "okr-sync-migrations-"));
      address = pathToFileURL(`${folder}/`);
    });
    afterEach(() => rm(folder, { recursive: true }));
    const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
    const has = async (table: string): Promise<boolean> => {
      const { rows } = await opened.database.pool.query("select to_regclass($1) is not null as there", [table]);
      return rows[0].there;
    };

    it("applies what is new, in order of number, once", async () => {
      await put(
        "0002_b.sql",
        "alter table okr_sync.a add column b int; -- second\ncreate index a_b on okr_sync.a (b);",
      );
      await put("0001_a.sql", "create table okr_sync.a (id int);");
      await put("notes.md", "not a migration");
      expect(await migrate(opened.database, log, address)).toEqual(["0001_a", "0002_b"]);
      expect(await migrate(opened.database, log, address)).toEqual([]);
      await put("0003_c.sql", "create table okr_sync.c (id int)");
      expect(await migrate(opened.database, log, address)).toEqual(["0003_c"]);
      expect(await has("okr_sync.c")).toBe(true);
    });

    it("undoes everything when one fails, and says which", async () => {
      await put("0001_a.sql", "create table okr_sync.a (id int);");
      await put("0002_b.sql", "create table okr_sync.b (id int); select 1 / 0;");
      await expect(migrate(opened.database, log, address)).rejects.toMatchObject({
        code: "INTERNAL",
        message: expect.stringMatching(/^Migration 0002_b failed: division by zero/),
      });
      expect(await has("okr_sync.a")).toBe(false);
      await put("0002_b.sql", "create table okr_sync.b (id int);");
      expect(await migrate(opened.database, log, address)).toEqual(["0001_a", "0002_b"]);
    });

    it("refuses a database whose applied migration is gone", async () => {
      await put("0001_a.sql", "create table okr_sync.a (id int);");
      await migrate(opened.database, log, address);
      await rm(join(folder, "0001_a.sql"));
      await put("0001_other.sql", "select 1");
      await expect(migrate(opened.database, log, address)).rejects.toMatchObject({ code: "INTERNAL" });
    });

    it("leaves the time limits of its connection as they were", async () => {
      const limit = async (): Promise<unknown> => (await opened.database.pool.query("show statement_timeout")).rows;
      const before = await limit();
      await migrate(opened.database, log);
      expect(await limit()).toEqual(before);
    });

    it("is done once when many call it at the same time", async () => {
      const names = await Promise.all(Array.from({ length: 5 }, () => migrate(opened.database, log)));
      expect(names.flat()).toEqual(await listMigrations());
    });
  }, databasePairings);

  if (databasePairings.includes("postgres")) {
    it("is done once by several processes that start at the same time", async () => {
      const shared = inject("postgres");
      if ("missing" in shared) throw new Error(shared.missing);
      const server = await createDatabase(shared.url);
      const program = fileURLToPath(new URL("./programs/migrate.ts", import.meta.url));
      const outputs = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, [program, server.url])));
      expect(outputs.flatMap(({ stdout }) => JSON.parse(stdout) as string[])).toEqual(await listMigrations());
      await server.drop();
    });
  }
});

/** Names of the real migrations, in order. */
async function listMigrations(): Promise<string[]> {
  const names = await readdir(new URL("../../src/store/migrations/", import.meta.url));
  return names.map((name) => name.replace(/\.sql$/, "")).sort();
}
