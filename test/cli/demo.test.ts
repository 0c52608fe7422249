import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { eachPairing, openPairing, type OpenPairing } from "../servers/pairing.ts";
import { runCli } from "./run-cli.ts";

describe("demo --events", () => {
  eachPairing((pairing) => {
    it("ends with objectives that moved, nothing refused and nothing failed", async () => {
      // Without addresses the demo has an embedded database of its own, in memory.
      const opened = pairing === "embedded" ? null : await openPairing(pairing);
      try {
        const env = {
          ...(opened?.databaseUrl === undefined ? {} : { DATABASE_URL: opened.databaseUrl }),
          ...(opened?.redisUrl === undefined ? {} : { REDIS_URL: opened.redisUrl }),
        };
        const { code, out, err } = await runCli(["demo", "--events", "300", "--port", "0"], { env });
        expect({ code, err }, out).toEqual({ code: 0, err: "" });
        expect(out).toMatch(/Page +http:\/\/127\.0\.0\.1:\d+\/\n *API +http:\/\/127\.0\.0\.1:\d+\/api/);
        const summary =
          /300 events: (\d+) webhooks sent, (\d+) accepted .* 0 refused, 0 failed .*; (\d+) numbers moved/.exec(out);
        expect(summary?.[1]).toBe(summary?.[2]);
        expect(Number(summary?.[3])).toBeGreaterThan(5);
        // Both objectives of the example that issues feed.
        expect(out).toMatch(/^launch-platform .*– +[1-9]\d* %/m);
        expect(out).toMatch(/^ {2}platform-complete .*– +[1-9]\d* %/m);
        expect(out).toContain("Telling");
        if (opened !== null) await playAgain(opened, env);
      } finally {
        await opened?.close();
      }
    });
  });

  /** What is there already keeps its order: a past that is told into it would not. */
  async function playAgain({ database }: OpenPairing, env: Readonly<Record<string, string>>) {
    const { code, out, err } = await runCli(["demo", "--events", "20", "--port", "0"], { env });
    expect({ code, err }, out).toEqual({ code: 0, err: "" });
    expect(out).not.toContain("Telling");
    expect(out).toMatch(/not empty: no past is told/);
    const { rows } = await sql<{ changes: number; backward: number }>`
      select count(*)::int as changes, count(*) filter (where at < before)::int as backward
        from (select at, lag(at) over (partition by subject, subject_id order by id) as before
                from okr_sync.progress_changes) as change
    `.execute(database.db);
    expect(rows[0]!.changes).toBeGreaterThan(100);
    expect(rows[0]!.backward).toBe(0);
  }

  it("ends with 2 where nothing like that is an option", async () => {
    expect(await runCli(["demo", "--evnts", "3"])).toMatchObject({ code: 2 });
  });
});
