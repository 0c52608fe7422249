import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordLink, removeLink } from "../../src/store/links.ts";
import { requestRematches, requestRollUps, takeRematches } from "../../src/store/pending.ts";
import { readSteadily } from "../../src/store/plan-view.ts";
import { recordRevision } from "../../src/store/revisions.ts";
import { findStoreMark, hasPendingWork } from "../../src/store/views/plan.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";

const at = new Date("2026-11-02T10:00:00.000Z");
const checkIn = { confidence: null, health: null, note: null, author: null, expiresAt: null, at: at.toISOString() };

eachPairing((pairing) => {
  describe("readSteadily", () => {
    let open: OpenPairing;
    beforeAll(async () => {
      open = await openPairing(pairing);
    });
    afterAll(() => open.close());
    const write = () => recordCheckIn(open.database.db, { ...checkIn, keyResultId: "kr", value: 1 });
    const count = sql<{ count: string }>`select count(*) from okr_sync.check_ins`;

    it("reads once where nobody writes", async () => {
      let reads = 0;
      expect(await readSteadily(open.database, async () => (reads += 1))).toEqual({ result: 1, steady: true });
    });

    if (pairing === "embedded") {
      it("begins again where something was written meanwhile, and says so where that never ends", async () => {
        let reads = 0;
        const once = await readSteadily(open.database, async () => {
          reads += 1;
          if (reads === 1) await write();
          return reads;
        });
        expect(once).toEqual({ result: 2, steady: true });
        const always = await readSteadily(open.database, async () => (await write()) && (reads += 1));
        expect(always).toEqual({ result: 5, steady: false });
      });

      it("lets others write between two of its statements", async () => {
        const read = readSteadily(open.database, async (db) => {
          await count.execute(db);
          await write();
          return (await count.execute(db)).rows[0]!.count;
        });
        await expect(read).resolves.toMatchObject({ steady: false });
      });
    } else {
      it("sees one state throughout, and cannot write", async () => {
        const { result } = await readSteadily(open.database, async (db) => {
          const before = (await count.execute(db)).rows[0]!.count;
          await write();
          return (await count.execute(db)).rows[0]!.count === before;
        });
        expect(result).toBe(true);
        const writing = readSteadily(open.database, (db) => removeLink(db, "1", at));
        await expect(writing).rejects.toThrow("read-only transaction");
      });
    }
  });

  describe("findStoreMark", () => {
    let open: OpenPairing;
    beforeAll(async () => {
      open = await openPairing(pairing);
    });
    afterAll(() => open.close());
    const cause = { kind: "link" as const, id: "1" };
    const link = { issue: "SHOP-1", keyResultId: "kr", weight: 1, author: null, createdAt: at };

    it("stays while nothing is written, and moves with all that a plan depends on", async () => {
      const { db } = open.database;
      const steps: (() => Promise<unknown>)[] = [
        () => recordRevision(db, { digest: "1", files: {}, on: "2026-11-02" }, at),
        () => recordCheckIn(db, { ...checkIn, keyResultId: "kr", value: 1 }),
        () => recordLink(db, link),
        () => removeLink(db, "1", at),
        () => requestRematches(db, ["jira:1"], cause, at),
        () => requestRollUps(db, ["kr"], cause, at),
        () => takeRematches(db, ["jira:1"]),
      ];
      let before = await findStoreMark(db);
      for (const step of steps) {
        expect(await findStoreMark(db)).toBe(before);
        await step();
        const after = await findStoreMark(db);
        expect(after).not.toBe(before);
        before = after;
      }
      expect(await hasPendingWork(db)).toBe(true);
    });
  });
}, databasePairings);
