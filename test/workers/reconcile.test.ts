import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Config, SourceConfig } from "../../src/config/config.ts";
import { createConfigParser } from "../../src/config/config-parser.ts";
import type { Deps } from "../../src/deps.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import type { JobQueue } from "../../src/queue/jobs.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { Tracker } from "../../src/sources/source.ts";
import { findIssues, listRefsAfter } from "../../src/store/issues.ts";
import { rememberSources } from "../../src/store/revisions.ts";
import { reconcile } from "../../workers/reconcile.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { type Bench, openBench } from "../simulator/bench.ts";
import type { Item, SiteName } from "../simulator/item.ts";
import { wipe } from "./wipe.ts";

const sites = ["cloud", "server", "linear"] as const;
const hour = 3_600_000;

const silent: JobQueue = {
  enqueue: async () => {},
  keepSchedules: async () => {},
  counts: () => Promise.reject(new Error("nobody counts here")),
  ping: async () => {},
  close: async () => {},
};

function depsOf(open: OpenPairing, bench: Bench, tracker: Tracker = bench.tracker): Deps {
  const config = { objectives: [], sources: [bench.settings as SourceConfig] } as unknown as Config;
  const mapping = compileMapping({ rules: [], conventions: { label: null, field: null } }, []);
  return {
    database: open.database,
    queue: silent,
    current: () => ({ config, revision: 0, mapping }),
    adoptNewest: async () => {},
    sourceOf,
    openTracker: () => tracker,
    parser: createConfigParser({ env: {}, clock: () => new Date(bench.content.nowMs()) }),
    clock: () => new Date(bench.content.nowMs()),
    log: pino({ level: "silent" }),
  };
}

eachPairing((pairing) => {
  let open: OpenPairing;
  let bench: Bench;
  beforeAll(async () => {
    open = await openPairing(pairing);
  });
  afterEach(async () => {
    await bench.close();
    await wipe(open.database);
  });
  afterAll(() => open.close());

  async function openDeps(site: SiteName, size: number): Promise<Deps> {
    bench = await openBench(site, { size });
    await rememberSources(open.database.db, [site], new Date(bench.content.nowMs()));
    return depsOf(open, bench);
  }
  const living = (site: SiteName): Item[] => bench.content.items(site).filter((item) => !item.gone && !item.trashed);
  const stored = async (deps: Deps) => {
    const refs = await listRefsAfter(deps.database.db, null, 10_000);
    return (await findIssues(deps.database.db, refs)).filter(({ issue }) => !issue.removed);
  };
  const liveRefs = async (deps: Deps) => (await stored(deps)).map(({ issue }) => issue.ref).toSorted();
  const expectedRefs = (site: SiteName) =>
    living(site)
      .map(({ id }) => `${site}:${id}`)
      .toSorted();

  describe.each(sites)("reconcile with %s", (site) => {
    it("imports everything the first time, and finds no drift the second", async () => {
      const deps = await openDeps(site, 130);
      const first = await reconcile(deps, { source: site, scope: "changed" });
      expect(first).toMatchObject({ scope: "all", phase: "done", error: null });
      expect(await liveRefs(deps)).toEqual(expectedRefs(site));
      bench.pass(hour);
      expect(await reconcile(deps, { source: site, scope: "all" })).toMatchObject({ drift: 0, removed: 0 });
    });

    it("heals what was never heard of: changed, created, deleted, restored", async () => {
      const deps = await openDeps(site, 90);
      await reconcile(deps, { source: site, scope: "all" });
      for (let count = 0; count < 60; count += 1) {
        bench.pass(61_000);
        bench.content.apply(bench.content.randomMutation(site));
      }
      bench.pass(60_000);
      await reconcile(deps, { source: site, scope: "all" });
      expect(await liveRefs(deps)).toEqual(expectedRefs(site));
      bench.pass(60_000);
      expect(await reconcile(deps, { source: site, scope: "all" })).toMatchObject({ drift: 0, removed: 0 });
    });

    it("removes nothing on the word of a token without rights", async () => {
      const deps = await openDeps(site, 60);
      await reconcile(deps, { source: site, scope: "all" });
      const before = await liveRefs(deps);
      for (const rights of ["none", "revoked", "forbidden", "anonymous"] as const) {
        bench.server.setRights(site, rights);
        bench.pass(hour);
        await expect(reconcile(deps, { source: site, scope: "all" })).rejects.toMatchObject({
          code: "SOURCE_UNAUTHORISED",
        });
        expect(await liveRefs(deps)).toEqual(before);
      }
      bench.server.setRights(site, "full");
      bench.pass(hour);
      expect(await reconcile(deps, { source: site, scope: "all" })).toMatchObject({
        phase: "done",
        drift: 0,
        removed: 0,
      });
    });

    it("is taken up where it stood after being broken off, with at most one page fetched again", async () => {
      const deps = await openDeps(site, 400);
      let pages = 0;
      const counting: Tracker = {
        ...bench.tracker,
        fetchPage: (request) => {
          pages += 1;
          if (pages === 3) return Promise.reject(new Error("killed"));
          return bench.tracker.fetchPage(request);
        },
      };
      await expect(reconcile(depsOf(open, bench, counting), { source: site, scope: "all" })).rejects.toThrow("killed");
      const run = await reconcile(
        depsOf(open, bench, {
          ...bench.tracker,
          fetchPage: (request) => {
            pages += 1;
            return bench.tracker.fetchPage(request);
          },
        }),
        { source: site, scope: "all" },
      );
      expect(run).toMatchObject({ phase: "done", fetched: expectedRefs(site).length });
      expect(pages).toBeLessThanOrEqual(run!.pages + 1);
      expect(await liveRefs(deps)).toEqual(expectedRefs(site));
    });
  });
}, databasePairings);
