import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { requestRollUps } from "../../src/store/pending.ts";
import { newestRevisionId } from "../../src/store/revisions.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { recordedEvents } from "./recorded-events.ts";
import { heard } from "./plain-config.ts";
import { configOf, type Job, openProcess, type ProcessOptions, textsOf } from "./process.ts";
import { wipe } from "./wipe.ts";

const one = configOf(textsOf({ a: "share" }));
const two = configOf(textsOf({ a: "points" }));
const needing = (name: string) => {
  const texts = textsOf({ b: "share" });
  return { ...texts, "sources.yaml": texts["sources.yaml"]!.replace("SECRET:-s-0123456789", name) };
};

eachPairing((pairing) => {
  let open: OpenPairing;
  let jobs: Job[];
  beforeAll(async () => {
    open = await openPairing(pairing);
  });
  beforeEach(async () => {
    jobs = [];
    await wipe(open.database);
  });
  afterAll(() => open.close());

  const start = (options: Partial<ProcessOptions> = {}) => openProcess({ database: open.database, jobs, ...options });
  const numberOf = ({ inForce }: ReturnType<typeof start>) => inForce.current().revision;

  describe("before anything was accepted", () => {
    it("an empty configuration is in force, as revision 0", async () => {
      const process = start();
      await process.deps.adoptNewest();
      expect(process.inForce.current()).toMatchObject({ revision: 0, config: { sources: [], objectives: [] } });
    });
  });

  describe("accept", () => {
    it("makes a revision of a new configuration, tells of it, and goes over to it", async () => {
      const process = start();
      expect(await process.inForce.accept(one)).toBe(true);
      const revision = numberOf(process);
      expect(process.inForce.current().config).toEqual(one);
      expect(await recordedEvents(open.database)).toEqual([{ kind: "config", state: "accepted", revision }]);
    });

    it("makes none of the one that is in force", async () => {
      const process = start();
      await process.inForce.accept(one);
      const revision = numberOf(process);
      expect(await process.inForce.accept(configOf(textsOf({ a: "share" })))).toBe(false);
      expect(numberOf(process)).toBe(revision);
    });

    it("makes one revision where two processes find the same new configuration at once", async () => {
      const [left, right] = [start(), start()];
      await Promise.all([left.inForce.accept(one), right.inForce.accept(one)]);
      expect(numberOf(left)).toBe(numberOf(right));
      expect(await recordedEvents(open.database)).toHaveLength(1);
    });

    it("ends on the same revision everywhere, whoever came last", async () => {
      const [left, right] = [start(), start()];
      await Promise.all([left.inForce.accept(one), right.inForce.accept(two)]);
      await Promise.all([left.deps.adoptNewest(), right.deps.adoptNewest()]);
      expect(numberOf(left)).toBe(numberOf(right));
      expect(left.inForce.current().config).toEqual(right.inForce.current().config);
    });
  });

  describe("adoptNewest", () => {
    it("goes over to what another process has accepted, with the secrets of its own environment", async () => {
      const [left, right] = [start(), start({ env: { SECRET: "own-secret-0123456789" } })];
      await left.inForce.accept(one);
      await right.deps.adoptNewest();
      expect(numberOf(right)).toBe(numberOf(left));
      expect(right.inForce.current().config.sources[0]?.webhookSecrets).toEqual(["own-secret-0123456789"]);
    });

    it("says what is missing where it cannot, once, and shows it while the old one goes on being used", async () => {
      const [left, right] = [start({ env: { ONLY_HERE: "s-0123456789" } }), start()];
      await left.inForce.accept(one);
      await right.deps.adoptNewest();
      await left.inForce.accept({ ...two, files: needing("ONLY_HERE") });
      for (let times = 0; times < 2; times += 1) {
        await expect(right.deps.adoptNewest()).rejects.toMatchObject({ code: "CONFIG_OUTDATED" });
      }
      expect(right.errors).toHaveLength(1);
      expect(right.inForce.current()).toMatchObject({
        config: { mapping: one.mapping },
        unreadable: {
          revision: numberOf(left),
          problems: [expect.stringMatching(/^sources\.yaml:1:\d+: .*ONLY_HERE/)],
        },
      });
    });

    it("forgets about it when a newer one can be read", async () => {
      const [left, right] = [start(), start()];
      await left.inForce.accept({ ...two, files: needing("NOWHERE") });
      await expect(right.deps.adoptNewest()).rejects.toMatchObject({ code: "CONFIG_OUTDATED" });
      await left.inForce.accept(one);
      await right.deps.adoptNewest();
      expect(right.inForce.current()).not.toHaveProperty("unreadable");
    });

    it("does not go over to one that this process must not run on", async () => {
      const [left, right] = [start(), start({ objectionTo: () => "access.yaml:1:1: without tokens all may read" })];
      await left.inForce.accept(one);
      await expect(right.deps.adoptNewest()).rejects.toThrow("without tokens");
      expect(numberOf(right)).toBe(0);
    });
  });

  describe("an outdated process", () => {
    it("rolls up by the newest configuration", async () => {
      const [left, right] = [start(), start()];
      await left.inForce.accept(one);
      await right.deps.adoptNewest();
      await left.inForce.accept(two);
      await right.run(["roll-up", { keyResultIds: ["share", "points", "stated"] }]);
      expect(numberOf(right)).toBe(numberOf(left));
    });

    it("knows the source that another process has just added", async () => {
      const [left, right] = [start(), start()];
      await left.inForce.accept(one);
      const body = Buffer.from(JSON.stringify({ states: [heard("jira:1")] }));
      const rest = { trackerDeliveryId: null, headers: {}, receivedAt: left.deps.clock() };
      const [recorded] = await recordDeliveries(open.database.db, [{ source: "jira", body, ...rest }]);
      await right.run(["ingest", { deliveryIds: [recorded!.id] }]);
      const { rows } = await open.database.pool.query("select status from okr_sync.deliveries");
      expect(rows).toEqual([{ status: "processed" }]);
    });

    it("leaves the work to others where it cannot read the newest", async () => {
      const [left, right] = [start(), start()];
      await left.inForce.accept({ ...two, files: needing("NOWHERE") });
      const { db } = open.database;
      await requestRollUps(db, ["stated"], { kind: "check_in", id: "1" }, left.deps.clock());
      await expect(right.run(["roll-up", { keyResultIds: ["stated"] }])).rejects.toMatchObject({
        code: "CONFIG_OUTDATED",
      });
      const { rows } = await open.database.pool.query(
        "select key_result_id from okr_sync.pending_roll_ups where key_result_id = 'stated'",
      );
      expect(rows).toHaveLength(1);
      expect(await newestRevisionId(db)).toBe(numberOf(left));
    });
  });
}, databasePairings);
