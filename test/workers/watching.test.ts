import { describe, expect, it } from "vitest";
import { recordRevisionsOfIssues } from "../../src/store/issue-revisions.ts";
import { addRefused } from "../../src/store/refused-signatures.ts";
import { advanceReconcile, noteReconcileError, openReconcile } from "../../src/store/reconciles.ts";
import { findNewestEventId, listEventsAfter } from "../../src/store/views/events.ts";
import { keepHouse, keptRevisionsMs } from "../../workers/housekeeping.ts";
import { refusedPerHour } from "../../workers/watch-sources.ts";
import { aKeyResult, anIssue, aRule, aState } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { heard, plainConfig } from "./plain-config.ts";

const hour = 3_600_000;
const start = Date.parse("2026-11-01T00:00:00.000Z");

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  async function openWatched() {
    let nowMs = start;
    const config = plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] });
    const sources = config.sources.map((source) => ({ ...source, staleAfterMs: 24 * hour }));
    const bench = await openBench({ ...config, sources }, () => new Date(nowMs).toISOString());
    const { db } = bench.deps.database;
    let seen = await findNewestEventId(db);
    return {
      bench,
      db,
      /** Time goes by, the house is kept, and this is what was told meanwhile. */
      after: async (hours: number) => {
        nowMs += hours * hour;
        await keepHouse(bench.deps);
        const events = await listEventsAfter(db, seen, 100);
        seen = events.at(-1)?.id ?? seen;
        return events.flatMap((event) => (event.kind === "progress" ? [] : [{ kind: event.kind, ...event.data }]));
      },
      now: () => new Date(nowMs),
    };
  }

  describe("a source", () => {
    it("is told to be stale once, with health, and heard from again once", async () => {
      const { bench, after } = await openWatched();
      await bench.deliver([heard("jira:1")], [heard("linear:1")]);
      expect(await after(1)).toEqual([]);
      const stale = { kind: "source", condition: "stale", active: true, message: "source went stale" };
      const since = new Date(start + 24 * hour).toISOString();
      const told = await after(24);
      expect(told.slice(0, 2)).toEqual([
        { ...stale, source: "jira", since },
        { ...stale, source: "linear", since },
      ]);
      expect(told.slice(2)).toEqual([
        { kind: "health", subject: "objective", id: "objective", health: "stale", previousHealth: "off_track" },
        { kind: "health", subject: "key_result", id: "kr", health: "stale", previousHealth: "off_track" },
      ]);
      expect(await after(1)).toEqual([]);
      await bench.deliver([heard("jira:1", { updatedAt: "2026-11-02T00:00:00.000Z" })], [heard("linear:2")]);
      expect((await after(0.02)).map(({ kind, ...data }) => [kind, "message" in data ? data.message : data])).toEqual([
        ["source", "source is heard from again"],
        ["source", "source is heard from again"],
        ["health", { subject: "objective", id: "objective", health: "off_track", previousHealth: "stale" }],
        ["health", { subject: "key_result", id: "kr", health: "off_track", previousHealth: "stale" }],
      ]);
    });

    it("is told to refuse too much, until it has become little again", async () => {
      const { db, after, now } = await openWatched();
      await addRefused(db, [{ source: "jira", minute: now(), count: refusedPerHour }]);
      expect(await after(0.1)).toEqual([]);
      await addRefused(db, [{ source: "jira", minute: new Date(start), count: 1 }]);
      expect(await after(0.1)).toMatchObject([{ source: "jira", condition: "refused", active: true }]);
      expect(await after(1)).toMatchObject([{ source: "jira", condition: "refused", active: false }]);
      await after(3);
      expect(await db.selectFrom("okr_sync.refused_signatures").selectAll().execute()).toEqual([]);
    });

    it("is told to fail at reconciling, also while it tries again, until it comes to an end; then of its drift", async () => {
      const { db, after, now } = await openWatched();
      const wanted = { source: "jira", scope: "all" as const, since: null };
      const end = async (drift: number) => {
        const run = await openReconcile(db, wanted, now());
        await advanceReconcile(
          db,
          run,
          { phase: "done", cursor: null, fetched: 9, total: 9, drift, removed: 1 },
          new Date(now().getTime() + 1),
        );
      };
      await end(9);
      expect(await after(0.1)).toEqual([]);
      const { id } = await openReconcile(db, wanted, now());
      await noteReconcileError(db, id, "401");
      expect(await after(0.1)).toMatchObject([{ condition: "reconcile_failed", message: "reconcile failed: 401" }]);
      await openReconcile(db, wanted, now());
      expect(await after(0.1)).toEqual([]);
      await end(3);
      expect(await after(0.1)).toMatchObject([
        { condition: "reconcile_failed", active: false },
        { condition: "drift", drift: 3, removed: 1 },
      ]);
      expect(await after(0.1)).toEqual([]);
    });
  });

  describe("health", () => {
    it("that moves with time alone is told once, and not what a change of progress tells", async () => {
      const { bench, after, now } = await openWatched();
      const deliver = async (n: number, changes: object = {}) =>
        bench.deliver([heard(`jira:${n}`, { updatedAt: now().toISOString(), ...changes })]);
      await deliver(1);
      await deliver(2);
      expect(await after(1)).toEqual([]);
      await deliver(1, { statusCategory: "completed", completedAt: now().toISOString(), title: "Done" });
      expect(await after(1)).toEqual([]);
      const moves: unknown[] = [];
      for (let day = 0; day < 60; day += 1) {
        await deliver(100 + day, { title: "", removed: true });
        await bench.deliver([heard(`linear:${day}`, { removed: true })]);
        moves.push(...(await after(23)));
      }
      expect(moves).toEqual([
        { kind: "health", subject: "objective", id: "objective", previousHealth: "on_track", health: "at_risk" },
        { kind: "health", subject: "key_result", id: "kr", previousHealth: "on_track", health: "at_risk" },
        { kind: "health", subject: "objective", id: "objective", previousHealth: "at_risk", health: "off_track" },
        { kind: "health", subject: "key_result", id: "kr", previousHealth: "at_risk", health: "off_track" },
      ]);
    });
  });

  describe("old revisions", () => {
    it("are forgotten but for the newest of each issue", async () => {
      const { bench, db, now } = await openWatched();
      const days = (count: number) => new Date(now().getTime() - keptRevisionsMs - count * 24 * hour).toISOString();
      const state = (ref: string, updatedAt: string) => aState(anIssue(ref, { updatedAt }));
      const heardAt = (ref: string, time: string) => ({ state: state(ref, time), happenedAt: time, heardAt: time });
      await recordRevisionsOfIssues(db, [
        heardAt("jira:1", days(3)),
        heardAt("jira:1", days(2)),
        heardAt("jira:1", days(-1)),
        heardAt("jira:2", days(5)),
      ]);
      await keepHouse(bench.deps);
      const left = await db.selectFrom("okr_sync.issue_revisions").select(["ref", "updated_at"]).execute();
      expect(left.map(({ ref, updated_at }) => `${ref} ${updated_at.toISOString()}`).sort()).toEqual([
        `jira:1 ${days(2)}`,
        `jira:1 ${days(-1)}`,
        `jira:2 ${days(5)}`,
      ]);
    });
  });
}, databasePairings);
