import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listTellingCheckIns, recordCheckIn } from "../../src/store/check-ins.ts";
import { findRefs } from "../../src/store/issue-names.ts";
import { listLinks, recordLink, removeLink } from "../../src/store/links.ts";
import { changesChannel, notifyChanges } from "../../src/store/notify-changes.ts";
import { type NewDelivery, recordDeliveries } from "../../src/store/record-deliveries.ts";
import { replayDelivery } from "../../src/store/replay-delivery.ts";
import { rememberSources } from "../../src/store/revisions.ts";
import { listHistory } from "../../src/store/views/changes.ts";
import { listCompletedDays } from "../../src/store/views/completed-work.ts";
import { listLedger } from "../../src/store/views/contributions.ts";
import { countOpenDeliveries, listDeliveries } from "../../src/store/views/deliveries.ts";
import { findNewestEventId, listEventsAfter } from "../../src/store/views/events.ts";
import { listFeedingSources, listSourceFreshness } from "../../src/store/views/feeding-sources.ts";
import { listProgress } from "../../src/store/views/progress.ts";
import { contribution, recorded, seedChange, seedContributions, seedIssue } from "../http/seed.ts";
import { databasePairings, eachPairing, openPairing, type OpenPairing } from "../servers/pairing.ts";

const at = new Date("2026-11-02T10:00:00.000Z");

eachPairing((pairing) => {
  let paired: OpenPairing;
  const db = () => paired.database.db;

  beforeAll(async () => {
    paired = await openPairing(pairing);
  });
  afterAll(() => paired.close());
  beforeEach(async () => {
    await sql`truncate okr_sync.deliveries, okr_sync.contributions, okr_sync.issues, okr_sync.issue_names, okr_sync.links,
              okr_sync.check_ins, okr_sync.progress, okr_sync.progress_changes, okr_sync.source_states`.execute(db());
  });

  function delivery(text: string | Buffer, source = "jira"): NewDelivery {
    return {
      source,
      trackerDeliveryId: `t-${text.length}`,
      body: Buffer.from(text),
      headers: { host: "ü\u2028" },
      receivedAt: at,
    };
  }

  describe("recordDeliveries", () => {
    it("keeps bytes, headers and time exactly, and answers in the order given", async () => {
      const bytes = Buffer.from([0, 1, 0x5c, 0x27, 0xff, 0x7b]);
      const stored = await recordDeliveries(db(), [delivery("b"), delivery(bytes), delivery("")]);
      expect(new Set(stored.map(({ id }) => id)).size).toBe(3);
      const rows = await db().selectFrom("okr_sync.deliveries").selectAll().execute();
      const row = rows.find(({ id }) => id === stored[1]!.id)!;
      expect(bytes.equals(row.body)).toBe(true);
      expect(row).toMatchObject({
        headers: { host: "ü\u2028" },
        received_at: at,
        status: "received",
        repeats: 0,
        attempts: 0,
      });
    });

    it("knows duplicates within a batch and of earlier ones, by source, and counts them", async () => {
      const first = await recordDeliveries(db(), [
        delivery("a"),
        delivery("a"),
        delivery("a", "linear"),
        delivery("b"),
      ]);
      expect(first.map(({ duplicate }) => duplicate)).toEqual([false, true, false, false]);
      expect(first[0]!.id).toBe(first[1]!.id);
      const again = await recordDeliveries(db(), [delivery("c"), delivery("a"), delivery("a")]);
      expect(again.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
      const { rows } = await sql<{
        repeats: number;
      }>`select repeats from okr_sync.deliveries where id = ${first[0]!.id}`.execute(db());
      expect(rows[0]!.repeats).toBe(3);
    });

    it("lets concurrent receivers store the same bodies without deadlock, each once", async () => {
      const names = Array.from({ length: 40 }, (_, i) => `body-${i}`);
      const batches = Array.from({ length: 12 }, (_, i) =>
        (i % 2 === 0 ? names : names.toReversed()).map((name) => delivery(name)),
      );
      const stored = (await Promise.all(batches.map((batch) => recordDeliveries(db(), batch)))).flat();
      expect(stored.filter(({ duplicate }) => !duplicate)).toHaveLength(40);
      expect(new Set(stored.map(({ id }) => id)).size).toBe(40);
      const { rows } = await sql<{ repeats: number }>`select distinct repeats from okr_sync.deliveries`.execute(db());
      expect(rows).toEqual([{ repeats: 11 }]);
    });

    it("takes an empty batch and a full one", async () => {
      expect(await recordDeliveries(db(), [])).toEqual([]);
      const full = Array.from({ length: 256 }, (_, i) => delivery(`n-${i}`));
      expect(await recordDeliveries(db(), full)).toHaveLength(256);
    });
  });

  describe("deliveries", () => {
    it("are listed newest first, by status, and counted while they are open", async () => {
      const stored = await recordDeliveries(
        db(),
        ["a", "bb", "ccc"].map((text) => delivery(text)),
      );
      const ids = stored.map(({ id }) => id);
      await db().updateTable("okr_sync.deliveries").set({ status: "failed" }).where("id", "=", ids[0]!).execute();
      await db().updateTable("okr_sync.deliveries").set({ status: "processed" }).where("id", "=", ids[1]!).execute();
      const all = await listDeliveries(db(), { status: null, before: null, limit: 10 });
      expect(all.map(({ id }) => BigInt(id))).toEqual(ids.map(BigInt).sort((a, b) => Number(b - a)));
      expect(all.find(({ id }) => id === ids[2])).toMatchObject({ bytes: 3, receivedAt: at, processedAt: null });
      expect(await listDeliveries(db(), { status: "failed", before: null, limit: 10 })).toMatchObject([{ id: ids[0] }]);
      expect(await listDeliveries(db(), { status: null, before: all[1]!.id, limit: 10 })).toHaveLength(1);
      expect(await countOpenDeliveries(db())).toEqual({ received: 1, failed: 1, oldestReceivedAt: at });
    });

    it("are replayed whatever became of them", async () => {
      const [stored] = await recordDeliveries(db(), [delivery("a")]);
      await db().updateTable("okr_sync.deliveries").set({ status: "failed", reason: "x", processed_at: at }).execute();
      expect(await replayDelivery(db(), stored!.id, at)).toBe(true);
      expect(await replayDelivery(db(), "999999", at)).toBe(false);
      const [row] = await listDeliveries(db(), { status: "received", before: null, limit: 1 });
      expect(row).toMatchObject({ id: stored!.id, reason: null, processedAt: null });
    });

    it("say nothing where there are none", async () => {
      expect(await countOpenDeliveries(db())).toEqual({ received: 0, failed: 0, oldestReceivedAt: null });
    });
  });

  describe("links", () => {
    const link = { issue: "SHOP-1", keyResultId: "a", weight: 0.1, author: null, createdAt: at };

    it("are unique by text without case and key result, while they live", async () => {
      const first = await recordLink(db(), link);
      expect(first).toEqual({ ...link, id: expect.stringMatching(/^\d+$/) });
      expect(await recordLink(db(), { ...link, issue: "shop-1" })).toBeNull();
      expect(await recordLink(db(), { ...link, keyResultId: "b" })).not.toBeNull();
      expect(await removeLink(db(), first!.id, at)).toEqual(first);
      expect(await removeLink(db(), first!.id, at)).toBeNull();
      expect(await recordLink(db(), link)).not.toBeNull();
    });

    it("are listed oldest first, of all or one key result, after an id", async () => {
      for (const keyResultId of ["a", "b", "c"]) await recordLink(db(), { ...link, keyResultId });
      const all = await listLinks(db(), { keyResultId: null, after: null, limit: null });
      expect(all.map(({ keyResultId }) => keyResultId)).toEqual(["a", "b", "c"]);
      expect(await listLinks(db(), { keyResultId: null, after: all[0]!.id, limit: 1 })).toMatchObject([
        { keyResultId: "b" },
      ]);
      expect(await listLinks(db(), { keyResultId: "c", after: null, limit: 5 })).toHaveLength(1);
    });
  });

  it("finds the refs of names, several for one", async () => {
    await seedIssue(paired.database, "jira:2", "SHOP-1");
    await db().insertInto("okr_sync.issue_names").values({ name: "shop-1", ref: "dc:9" }).execute();
    expect(Object.fromEntries(await findRefs(db(), ["shop-1", "jira:2", "nope"]))).toEqual({
      "jira:2": ["jira:2"],
      "shop-1": ["dc:9", "jira:2"],
    });
  });

  it("tells of each key result the newest check-in, stated health and confidence, newest first", async () => {
    const blank = {
      keyResultId: "a",
      value: null,
      confidence: null,
      health: null,
      note: null,
      author: null,
      expiresAt: null,
    };
    const time = (minute: number) => new Date(at.getTime() + minute * 60_000).toISOString();
    await recordCheckIn(db(), { ...blank, health: "at_risk", at: time(0) });
    await recordCheckIn(db(), { ...blank, health: "on_track", confidence: 0.5, at: time(1) });
    await recordCheckIn(db(), { ...blank, confidence: 0.7, at: time(2) });
    await recordCheckIn(db(), { ...blank, note: "old", at: time(3) });
    await recordCheckIn(db(), { ...blank, note: "same instant, later", at: time(3) });
    await recordCheckIn(db(), { ...blank, keyResultId: "b", value: 1, at: time(0) });
    const telling = await listTellingCheckIns(db(), ["a", "b", "c"], "2027-01-01T00:00:00.000Z");
    expect(
      telling.map(({ keyResultId, note, confidence, health, at }) => [keyResultId, at, note ?? confidence ?? health]),
    ).toEqual([
      ["a", time(3), "same instant, later"],
      ["a", time(2), 0.7],
      ["a", time(1), 0.5],
      ["b", time(0), null],
    ]);
  });

  it("lists a ledger in ref order with its issues, as far as they are known", async () => {
    await seedIssue(paired.database, "jira:2", "SHOP-2");
    await seedContributions(paired.database, [
      contribution("a", "jira:2"),
      contribution("a", "linear:1", { counted: false, reason: "canceled" }),
      contribution("b", "jira:2"),
    ]);
    const rows = await listLedger(db(), "a", { after: null, limit: 10 });
    expect(rows).toMatchObject([
      { ref: "jira:2", key: "SHOP-2", source: "jira" },
      { ref: "linear:1", key: null, source: "linear", reason: "canceled" },
    ]);
    expect(await listLedger(db(), "a", { after: "jira:2", limit: 10 })).toHaveLength(1);
    expect(await listLedger(db(), "a", { after: null, limit: 1 })).toHaveLength(1);
    expect(Object.fromEntries(await listFeedingSources(db(), ["a", "b", "c"]))).toEqual({
      a: ["jira", "linear"],
      b: ["jira"],
    });
  });

  it("sums completed work by UTC day, counted rows only", async () => {
    const done = (completedAt: string, size: number, counted = true) => ({
      completedAt,
      size,
      counted,
      statusCategory: "completed" as const,
    });
    await seedContributions(paired.database, [
      contribution("a", "jira:1", done("2026-11-01T23:59:59.999Z", 3)),
      contribution("a", "jira:2", done("2026-11-01T00:00:00.000Z", 0.5)),
      contribution("a", "jira:3", done("2026-11-02T00:00:00.000Z", 1)),
      contribution("a", "jira:4", done("2026-11-02T01:00:00.000Z", 100, false)),
      contribution("a", "jira:5", done("2026-10-01T00:00:00.000Z", 100)),
      contribution("a", "jira:6"),
    ]);
    expect(await listCompletedDays(db(), ["a", "b"], new Date("2026-10-15"), at)).toEqual([
      { keyResultId: "a", day: "2026-11-01", size: 3.5, count: 2 },
      { keyResultId: "a", day: "2026-11-02", size: 1, count: 1 },
    ]);
  });

  it.each([
    [1e308, 1e300],
    [1e-308, 0],
  ])("sums completed work of the size %d", async (size, sum) => {
    const completedAt = "2026-11-01T00:00:00.000Z";
    const row = contribution("huge", "jira:1", { completedAt, size, counted: true, statusCategory: "completed" });
    await seedContributions(paired.database, [{ ...row, match: { ...row.match, weight: size } }]);
    const [day] = await listCompletedDays(db(), ["huge"], new Date("2026-10-15"), at);
    expect(day?.size).toBe(sum);
  });

  it("says when each source was last heard from", async () => {
    await rememberSources(db(), ["jira"], at);
    await recordDeliveries(db(), [delivery("x", "linear"), { ...delivery("y", "linear"), receivedAt: new Date(0) }]);
    const nothing = { lastDeliveryAt: null, lastReconciledAt: null, firstConfiguredAt: null };
    expect(await listSourceFreshness(db(), ["jira", "linear", "dc"])).toEqual([
      { ...nothing, source: "jira", firstConfiguredAt: at },
      { ...nothing, source: "linear", lastDeliveryAt: at },
      { ...nothing, source: "dc" },
    ]);
  });

  it("lists progress and its changes", async () => {
    expect(await findNewestEventId(db())).toBe("0");
    const ids: string[] = [];
    for (let day = 1; day <= 3; day += 1) {
      const before = day === 1 ? null : recorded("key_result", "a", { progress: (day - 1) / 10 });
      ids.push(
        await seedChange(
          paired.database,
          before,
          recorded("key_result", "a", { progress: day / 10 }),
          new Date(`2026-11-0${day}`),
        ),
      );
    }
    await seedChange(paired.database, null, recorded("objective", "a", { counts: null }), at);
    expect((await listProgress(db(), ["a", "x"], ["a"])).map(({ subject, id }) => `${subject} ${id}`).sort()).toEqual([
      "key_result a",
      "objective a",
    ]);
    expect(await listEventsAfter(db(), ids[0]!, 2)).toMatchObject([
      { kind: "progress", id: ids[1], change: { id: ids[1], previousProgress: 0.1 } },
      { kind: "progress", id: ids[2] },
    ]);
    const all = { from: null, to: null, limit: 10 };
    expect((await listHistory(db(), "a", all)).map(({ id }) => id)).toEqual(ids);
    expect((await listHistory(db(), "a", { ...all, limit: 2 })).map(({ id }) => id)).toEqual(ids.slice(1));
    expect(await listHistory(db(), "a", { ...all, from: "2026-11-02", to: "2026-11-02" })).toHaveLength(1);
  });

  it("wakes listeners of changes", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const listening = await paired.database.listen(changesChannel, resolve);
    await notifyChanges(db(), "42");
    expect(await promise).toBe("42");
    await listening.close();
  });
}, databasePairings);
