import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { configDigest } from "../../src/config/digest.ts";
import type { ConfigResult } from "../../src/config/parse.ts";
import { findRefusal } from "../../src/store/config-refusals.ts";
import { createReload, type Reload } from "../../workers/reload.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { configOf, openProcess, type Process, textsOf } from "./process.ts";
import { recordedEvents } from "./recorded-events.ts";
import { wipe } from "./wipe.ts";

const one = configOf(textsOf({ a: "share" }));
const two = configOf(textsOf({ a: "points" }));
const three = configOf(textsOf({ b: "points" }));
const good = (config: Config): ConfigResult => ({ ok: true, config, warnings: [] });
const bad = (...messages: string[]): ConfigResult => ({
  ok: false,
  problems: messages.map((message, index) => ({ file: "okrs.yaml", line: index + 1, column: 1, message })),
  warnings: [],
});

eachPairing((pairing) => {
  let open: OpenPairing;
  beforeAll(async () => {
    open = await openPairing(pairing);
  });
  beforeEach(() => wipe(open.database));
  afterAll(() => open.close());

  interface Watching extends Process {
    reload: Reload;
    /** What was in force before each new revision. */
    replaced: Config[];
  }

  /** A process that was started with this folder. */
  async function started(folder: Config, objectionTo: (config: Config) => string | null = () => null) {
    const process = openProcess({ database: open.database, jobs: [] });
    await process.inForce.accept(folder);
    const replaced: Config[] = [];
    const { database, parser, clock, log } = process.deps;
    const reload = createReload({
      database,
      parser,
      clock,
      log,
      inForce: process.inForce,
      objectionTo,
      digest: configDigest(folder.files),
      onAccepted: async (before) => void replaced.push(before),
    });
    return Object.assign(process, { reload, replaced }) satisfies Watching;
  }

  const rules = ({ inForce }: Process) =>
    inForce.current().config.mapping.rules.map(({ id, keyResultId }) => [id, keyResultId]);
  const states = async () => (await recordedEvents(open.database)).map(({ state }) => state);

  describe("a changed folder", () => {
    it("comes into force as a new revision", async () => {
      const process = await started(one);
      const { revision } = process.inForce.current();
      await process.reload.heard(good(two));
      expect(rules(process)).toEqual([["a", "points"]]);
      expect(process.inForce.current().revision).toBeGreaterThan(revision);
      expect(process.replaced).toEqual([one]);
    });

    it("is refused whole where it is bad, for all to see, until it is put right", async () => {
      const process = await started(one);
      const { revision } = process.inForce.current();
      await process.reload.heard(bad("unknown key", "no such period"));
      const problems = ["okrs.yaml:1:1: unknown key", "okrs.yaml:2:1: no such period"];
      expect(rules(process)).toEqual([["a", "share"]]);
      expect(await findRefusal(open.database.db)).toEqual({ at: process.deps.clock(), problems });
      expect((await recordedEvents(open.database)).at(-1)).toEqual({
        kind: "config",
        state: "refused",
        revision,
        problems,
      });
      await process.reload.heard(good(one));
      expect(await findRefusal(open.database.db)).toBeNull();
      expect(process.inForce.current().revision).toBe(revision);
      expect(await states()).toEqual(["accepted", "refused", "accepted"]);
    });

    it("is told of once while what is wrong with it stays the same", async () => {
      const process = await started(one);
      for (const result of [bad("a"), bad("a"), bad("b")]) await process.reload.heard(result);
      expect(process.errors).toHaveLength(2);
      expect(await states()).toEqual(["accepted", "refused", "refused"]);
    });

    it("is forgotten when another good one comes", async () => {
      const process = await started(one);
      await process.reload.heard(bad("a"));
      await process.reload.heard(good(two));
      expect(await findRefusal(open.database.db)).toBeNull();
      expect(rules(process)).toEqual([["a", "points"]]);
    });

    it("is refused where this process must not run on it", async () => {
      const process = await started(one, (config) =>
        config.mapping.rules[0]?.id === "b" ? "access.yaml:1:1: no" : null,
      );
      await process.reload.heard(good(three));
      expect(rules(process)).toEqual([["a", "share"]]);
      expect((await findRefusal(open.database.db))?.problems).toEqual(["access.yaml:1:1: no"]);
    });

    it("keeps to a number of problems that somebody can read", async () => {
      const process = await started(one);
      await process.reload.heard(bad(...Array.from({ length: 250 }, () => "wrong")));
      const { problems } = (await findRefusal(open.database.db))!;
      expect(problems).toHaveLength(101);
      expect(problems.at(-1)).toBe("and 150 more");
    });
  });

  describe("a folder that stays as it was", () => {
    it("does not undo what another process has accepted", async () => {
      const [left, right] = [await started(one), await started(one)];
      await right.reload.heard(good(two));
      await left.deps.adoptNewest();
      await left.reload.heard(good(one));
      await left.reload.heard(bad("for a moment"));
      await left.reload.heard(good(one));
      expect(rules(left)).toEqual([["a", "points"]]);
      expect(left.inForce.current().revision).toBe(right.inForce.current().revision);
    });

    it("may have other secrets, which are used from then on", async () => {
      const process = await started(one);
      const { revision } = process.inForce.current();
      const source = { ...one.sources[0]!, webhookSecrets: ["rotated-0123456789"] };
      await process.reload.heard(good({ ...one, sources: [source] }));
      expect(process.inForce.current()).toMatchObject({ revision, config: { sources: [source] } });
      expect(process.replaced).toEqual([]);
    });
  });

  describe("remind", () => {
    it("says again what is wrong with the folder where another process has been told that all is well", async () => {
      const [left, right] = [await started(one), await started(one)];
      await left.reload.heard(bad("a"));
      await right.reload.heard(good(two));
      await left.reload.remind();
      expect((await findRefusal(open.database.db))?.problems).toEqual(["okrs.yaml:1:1: a"]);
    });

    it("leaves alone what another process has found wrong", async () => {
      const [left, right] = [await started(one), await started(one)];
      await left.reload.heard(bad("a"));
      await right.reload.heard(bad("b"));
      await left.reload.remind();
      expect((await findRefusal(open.database.db))?.problems).toEqual(["okrs.yaml:1:1: b"]);
    });

    it("says nothing where nothing is wrong", async () => {
      const process = await started(one);
      await process.reload.remind();
      expect(await findRefusal(open.database.db)).toBeNull();
    });
  });
}, databasePairings);
