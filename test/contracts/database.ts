/** What every database must do alike. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";

/** Registers the suite for a database that `open` makes fresh. */
export function databaseContract(open: () => Promise<{ database: Database; close(): Promise<void> }>): void {
  let database: Database;
  let opened: { database: Database; close(): Promise<void> };

  beforeAll(async () => {
    opened = await open();
    database = opened.database;
    await database.pool.query("create schema contract");
    await database.pool.query(
      "create table contract.things (id int primary key, name text unique, extra jsonb, check (id < 1000))",
    );
  });
  afterAll(() => opened.close());

  const query = async (text: string, values?: unknown[]): Promise<Record<string, unknown>[]> =>
    (await database.pool.query(text, values)).rows as Record<string, unknown>[];
  const stateOf = async (work: Promise<unknown>): Promise<string | undefined> =>
    work.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );

  describe("values", () => {
    it.each([
      ["int8 as text", "9007199254740993::int8", "9007199254740993"],
      ["count as text", "count(*)", "1"],
      ["int4 as number", "7::int4", 7],
      ["double precision as number", "0.1::float8", 0.1],
      ["numeric as text", "1.50::numeric", "1.50"],
      ["bytea as Buffer", "'\\x00ff10'::bytea", Buffer.from([0, 255, 16])],
      ["timestamptz as Date", "'2026-03-29T01:30:00.123+02:00'::timestamptz", new Date("2026-03-28T23:30:00.123Z")],
      ["jsonb parsed", `'{"a": [1, null, "ü"]}'::jsonb`, { a: [1, null, "ü"] }],
      ["text arrays", "array['a', 'b,c', null, '\"q\"']", ["a", "b,c", null, '"q"']],
      ["booleans", "true", true],
      ["null", "null", null],
    ])("reads %s", async (_what, expression, expected) => {
      expect(await query(`select ${expression} as value`)).toEqual([{ value: expected }]);
    });

    it.each([
      ["a Buffer as bytea", "bytea", Buffer.from([1, 0, 255])],
      ["a Date as timestamptz", "timestamptz", new Date("2026-11-21T20:16:00.001Z")],
      ["an object as jsonb", "jsonb", { a: 1, b: [true, null], c: 'it\'s "so"' }],
      ["an array as text[]", "text[]", ["a", 'b"', "c,d", "\\"]],
      ["text with any character", "text", "ü 💥 ' \" \\ \n % $1 -- /* */"],
      ["a large integer as int8", "int8", "9223372036854775807"],
      ["a megabyte of text", "text", "x".repeat(1_048_576)],
    ])("takes %s and gives it back", async (_what, type, value) => {
      expect(await query(`select $1::${type} as value`, [value])).toEqual([{ value }]);
    });

    it("takes a Uint8Array as bytea", async () => {
      expect(await query("select $1::bytea as value", [new Uint8Array([7, 8])])).toEqual([
        { value: Buffer.from([7, 8]) },
      ]);
    });

    it("reckons days in UTC", async () => {
      const rows = await query("select ('2026-01-01T23:30:00Z'::timestamptz)::date::text as day");
      expect(rows).toEqual([{ day: "2026-01-01" }]);
    });

    it("counts rows and names the command", async () => {
      const result = await database.pool.query("select * from generate_series(1, 3)");
      expect(result).toMatchObject({ rowCount: 3, command: "SELECT" });
    });
  });

  describe("statements", () => {
    it("answers the last of several", async () => {
      const results = (await database.pool.query("select 1 as a; select 2 as a")) as unknown as { rows: unknown[] }[];
      expect(results.map((result) => result.rows)).toEqual([[{ a: 1 }], [{ a: 2 }]]);
    });

    it("upserts and returns", async () => {
      const upsert = `insert into contract.things (id, name, extra) values ($1, $2, $3)
        on conflict (id) do update set name = excluded.name, extra = excluded.extra returning id, name, extra, xmax = 0 as fresh`;
      expect(await query(upsert, [1, "one", { v: 1 }])).toEqual([{ id: 1, name: "one", extra: { v: 1 }, fresh: true }]);
      expect(await query(upsert, [1, "uno", null])).toEqual([{ id: 1, name: "uno", extra: null, fresh: false }]);
    });

    it("matches any of an array, and unnests several side by side", async () => {
      await query(
        "insert into contract.things (id, name, extra) select * from unnest($1::int[], $2::text[], $3::jsonb[])",
        [
          [11, 12, 13],
          ["k", "l", "m"],
          ['{"x":1}', null, "[2]"],
        ],
      );
      const rows = await query("select id, extra from contract.things where id = any($1::int[]) order by id", [
        [11, 13, 99],
      ]);
      expect(rows).toEqual([
        { id: 11, extra: { x: 1 } },
        { id: 13, extra: [2] },
      ]);
    });

    it.each([
      ["23505", "a duplicate", "insert into contract.things values (1), (1)"],
      ["23514", "a failed check", "insert into contract.things values (5000)"],
      ["23502", "a missing value", "insert into contract.things (name) values ('nameless')"],
      ["42P01", "an unknown table", "select * from contract.nothing"],
      ["42601", "nonsense", "selec 1"],
      ["22P02", "a malformed value", "select 'x'::int"],
      ["22012", "a division by zero", "select 1 / 0"],
      ["22P05", "a character that jsonb cannot hold", `select '"\\u0000"'::jsonb`],
    ])("fails with %s for %s", async (code, _what, text) => {
      expect(await stateOf(database.pool.query(text))).toBe(code);
      expect(await query("select 1 as alive")).toEqual([{ alive: 1 }]);
    });

    it("says in errors what was violated", async () => {
      await expect(database.pool.query("insert into contract.things values ($1)", [5000])).rejects.toMatchObject({
        code: "23514",
        schema: "contract",
        table: "things",
        constraint: "things_id_check",
        severity: "ERROR",
      });
    });

    it("survives a parameter that cannot be sent", async () => {
      const circular: Record<string, unknown> = {};
      circular["self"] = circular;
      await expect(database.pool.query("select $1::jsonb", [circular])).rejects.toThrow();
      expect(await query("select $1::int as alive", [1])).toEqual([{ alive: 1 }]);
    });

    it("finds BullMQ's tables unqualified", async () => {
      expect(await query("show search_path")).toEqual([{ search_path: expect.stringMatching(/^bullmq, ?public$/) }]);
    });
  });

  describe("transactions", () => {
    beforeAll(async () => {
      await database.pool.query("create table contract.counter (n int not null)");
      await database.pool.query("insert into contract.counter values (0)");
    });

    it("run in parallel without losing an update", async () => {
      const add = (): Promise<void> =>
        database.db.transaction().execute(async (trx) => {
          const { rows } = await sql<{ n: number }>`select n from contract.counter for update`.execute(trx);
          await sql`update contract.counter set n = ${(rows[0]?.n ?? 0) + 1}`.execute(trx);
        });
      await Promise.all(Array.from({ length: 40 }, add));
      expect(await query("select n from contract.counter")).toEqual([{ n: 40 }]);
    });

    it("are undone as a whole when one statement fails", async () => {
      const work = database.db.transaction().execute(async (trx) => {
        await sql`insert into contract.things (id) values (70)`.execute(trx);
        await sql`select 1 / 0`.execute(trx);
      });
      expect(await stateOf(work)).toBe("22012");
      expect(await query("select 1 from contract.things where id = 70")).toEqual([]);
    });

    it("are not seen by others before they end", async () => {
      const client = await database.pool.connect();
      await client.query("begin");
      await client.query("insert into contract.things (id) values (71)");
      const seen = database.pool.query("select 1 from contract.things where id = 71");
      // The embedded database answers others after the commit, PostgreSQL before it: both answer.
      const settled = await Promise.race([
        seen.then(({ rowCount }) => rowCount),
        client.query("select 1").then(() => "waits"),
      ]);
      expect(["waits", 0]).toContain(settled);
      await client.query("rollback");
      client.release();
      expect((await seen).rowCount).toBe(0);
    });

    it("are rolled back when their client is released inside them", async () => {
      const client = await database.pool.connect();
      await client.query("begin");
      await client.query("insert into contract.things (id) values (72)");
      client.release();
      expect(await query("select 1 from contract.things where id = 72")).toEqual([]);
      await query("insert into contract.things (id) values (72)");
    });

    it("refuse further statements after a failure with 25P02", async () => {
      const client = await database.pool.connect();
      await client.query("begin");
      expect(await stateOf(client.query("select 1 / 0"))).toBe("22012");
      expect(await stateOf(client.query("select 1"))).toBe("25P02");
      await client.query("rollback");
      expect((await client.query("select 1 as alive")).rows).toEqual([{ alive: 1 }]);
      client.release();
    });

    it("keep savepoints", async () => {
      const client = await database.pool.connect();
      await client.query("begin; savepoint s");
      expect(await stateOf(client.query("select 1 / 0"))).toBe("22012");
      await client.query("rollback to savepoint s; insert into contract.things (id) values (73)");
      await client.query("commit");
      client.release();
      expect(await query("select id from contract.things where id = 73")).toEqual([{ id: 73 }]);
    });
  });

  describe("listen", () => {
    async function collect(
      channel: string,
    ): Promise<{ got: string[]; until(n: number): Promise<string[]>; close(): Promise<void> }> {
      const got: string[] = [];
      let wake = (): void => undefined;
      const subscription = await database.listen(channel, (payload) => {
        got.push(payload);
        wake();
      });
      return {
        got,
        async until(n) {
          while (got.length < n) await new Promise<void>((resolve) => (wake = resolve));
          return got;
        },
        close: () => subscription.close(),
      };
    }

    it("hears what is notified on its channel alone, in order", async () => {
      const [one, other] = await Promise.all([collect("one"), collect("The other")]);
      await query("notify one, 'a'");
      await query(`notify "The other", 'x'`);
      await query("select pg_notify($1, $2)", ["one", "b"]);
      expect(await one.until(2)).toEqual(["a", "b"]);
      expect(await other.until(1)).toEqual(["x"]);
      await Promise.all([one.close(), other.close()]);
    });

    it("hears of a transaction when it commits, and never of one that is undone", async () => {
      const heard = await collect("commits");
      await database.db.transaction().execute((trx) => sql`select pg_notify('commits', 'yes')`.execute(trx));
      await database.db
        .transaction()
        .execute(async (trx) => {
          await sql`select pg_notify('commits', 'no')`.execute(trx);
          throw new Error("undo");
        })
        .catch(() => undefined);
      await query("select pg_notify('commits', 'last')");
      expect(await heard.until(2)).toEqual(["yes", "last"]);
      await heard.close();
    });

    it("works on pool clients too, behind comments, until UNLISTEN, which leaves others listening", async () => {
      const client = await database.pool.connect();
      const got: (string | undefined)[] = [];
      client.on("notification", ({ payload }) => got.push(payload));
      await client.query("-- a comment\n/* another */ LISTEN shared;");
      const other = await collect("shared");
      await query("notify shared, '1'");
      await other.until(1);
      await client.query("select 1");
      await client.query("unlisten shared");
      await query("notify shared, '2'");
      expect(await other.until(2)).toEqual(["1", "2"]);
      await client.query("select 1");
      expect(got).toEqual(["1"]);
      client.release(true);
      await other.close();
    });

    it("hears nothing more once closed", async () => {
      const [first, second] = await Promise.all([collect("closing"), collect("closing")]);
      await first.close();
      await query("notify closing, 'late'");
      expect(await second.until(1)).toEqual(["late"]);
      expect(first.got).toEqual([]);
      await second.close();
    });
  });
}
