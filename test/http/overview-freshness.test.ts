/** What is shown is never older than what was committed before it was asked for, and never other than a fresh start shows it. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnswerReader } from "../../src/http/answers/answer-reader.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { saveContributions } from "../../src/store/contributions.ts";
import { recordChanges, saveProgress } from "../../src/store/progress.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { type Random, randomFrom } from "../bench/random.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { contribution, noCounts, recorded, seedReadings } from "./seed.ts";
import { openTestService, type TestService } from "./test-service.ts";

eachPairing((pairing) => {
  let service: TestService;
  const db = () => service.database.db;
  beforeAll(async () => {
    service = await openTestService({ pairing });
    await seedReadings(service.database);
  });
  afterAll(() => service.close());

  const keyResults = ["platform", "improvements", "satisfaction", "uptime", "gate", "launched", "done-deal"];

  function pick<T>(values: readonly T[], random: Random): T {
    return values[Math.floor(random() * values.length)]!;
  }

  /** Something that the workers, a person or time do, as one commit. */
  async function happen(random: Random): Promise<void> {
    const id = pick(keyResults, random);
    const progress = Math.round(random() * 100) / 100;
    const figures = {
      progress,
      inScope: 10,
      credited: 10 * progress,
      counts: { ...noCounts, started: Math.floor(random() * 9) },
    };
    const at = service.now;
    const deeds: (() => Promise<unknown>)[] = [
      () =>
        db()
          .transaction()
          .execute(async (trx) => {
            const completedAt = new Date(at.getTime() - random() * 40 * 86_400_000).toISOString();
            const ref = `${pick(["jira", "linear"], random)}:${Math.floor(random() * 20)}`;
            await saveContributions(trx, [
              contribution(id, ref, {
                statusCategory: "completed",
                completedAt,
                size: 1 + Math.floor(random() * 3),
                credit: 1,
              }),
            ]);
            const after = recorded("key_result", id, figures);
            await saveProgress(
              trx,
              [after, recorded("objective", "launch", { progress: random(), counts: null })],
              7,
              at,
            );
            await recordChanges(trx, [{ before: null, after, cause: { kind: "delivery", id: "1" } }], 7, at);
          }),
      () => saveProgress(db(), [recorded("key_result", id, figures)], 7, at),
      () =>
        recordCheckIn(db(), {
          keyResultId: id,
          value: null,
          confidence: progress,
          health: pick(["at_risk", "on_track", null] as const, random),
          note: null,
          author: null,
          at: at.toISOString(),
          expiresAt: random() < 0.3 ? new Date(at.getTime() + random() * 120_000).toISOString() : null,
        }),
      () =>
        recordDeliveries(db(), [
          {
            source: pick(["jira", "dc", "linear"], random),
            trackerDeliveryId: null,
            body: Buffer.from(`${random()}`),
            headers: {},
            receivedAt: at,
          },
        ]),
      async () => void (service.now = new Date(at.getTime() + pick([1, 1_000, 30_000, 3_600_000, 86_400_000], random))),
    ];
    await pick(deeds, random)();
  }

  describe("what is read", () => {
    it.each([1, 2, 3])("equals what a fresh start reads, after any history (%i)", async (seed) => {
      const random = randomFrom(seed);
      const before = service.now;
      for (let step = 0; step < 25; step += 1) {
        await happen(random);
        const shown = await service.app.inject({ method: "GET", url: "/api/v1/objectives" });
        const fresh = await createAnswerReader(service.deps).readObjectives(service.current.config.objectives);
        expect({ step, items: withoutAge(shown.json().items) }).toEqual({ step, items: withoutAge(fresh) });
      }
      service.now = before;
    });

    it("holds what was committed before it was asked for, however many read and write at once", async () => {
      let latest = 0;
      const writing = new AbortController();
      async function keepReading() {
        while (!writing.signal.aborted) {
          const least = latest;
          const { value } = (await service.app.inject({ method: "GET", url: "/api/v1/key-results/gate" })).json();
          expect(value).toBeGreaterThanOrEqual(least);
        }
      }
      const readers = Promise.all(Array.from({ length: 8 }, keepReading));
      for (let value = 1; value <= 60; value += 1) {
        const after = recorded("key_result", "gate", { value, progress: 0.5 });
        await saveProgress(db(), [after], 7, service.now);
        latest = value;
      }
      writing.abort();
      await readers;
    });

    it("holds a check-in that was made by another process whose clock is a little ahead", async () => {
      const at = new Date(service.now.getTime() + 3_000).toISOString();
      const nothing = { value: null, health: null, note: null, author: null, expiresAt: null };
      await recordCheckIn(db(), { ...nothing, keyResultId: "uptime", confidence: 0.77, at });
      const { body } = await service.app.inject({ method: "GET", url: "/api/v1/key-results/uptime" });
      expect(JSON.parse(body).confidence).toBe(0.77);
    });

    it("survives a database that was emptied", async () => {
      await sql`delete from okr_sync.progress`.execute(db());
      await sql`delete from okr_sync.check_ins`.execute(db());
      const { body } = await service.app.inject({ method: "GET", url: "/api/v1/key-results/uptime" });
      expect(JSON.parse(body)).toMatchObject({ progress: null, confidence: null });
    });
  });

  it("check-ins get their ids in the order in which they are committed", async () => {
    const nothing = { value: null, health: null, note: null, author: null, expiresAt: null, confidence: 0.5 };
    const checkIn = { ...nothing, keyResultId: "uptime", at: service.now.toISOString() };
    const order: string[] = [];
    let other: Promise<void> | undefined;
    await db()
      .transaction()
      .execute(async (trx) => {
        const first = await recordCheckIn(trx, checkIn);
        other = recordCheckIn(db(), checkIn).then(({ id }) => void order.push(id));
        // Whatever the other one can do meanwhile, it has had the time for it.
        await sql`select pg_sleep(0.1)`.execute(trx);
        order.push(first.id);
      });
    await other;
    expect(order).toHaveLength(2);
    expect(BigInt(order[0]!)).toBeLessThan(BigInt(order[1]!));
  });
}, databasePairings);

/** Within a minute, what grows with time alone may be of any moment of it. */
function withoutAge(objectives: readonly object[]): unknown {
  const ageing = new Set(["expected", "health"]);
  return JSON.parse(JSON.stringify(objectives, (key, value: unknown) => (ageing.has(key) ? undefined : value)));
}
