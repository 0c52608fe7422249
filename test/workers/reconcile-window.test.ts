/** What a reconcile asks for and what it dares to remove, with a tracker that answers at once. */
import { describe, expect, it } from "vitest";
import type { Deps } from "../../src/deps.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { codedError } from "../../src/errors.ts";
import type { FetchRequest, Tracker } from "../../src/sources/source.ts";
import { overlapMs, reconcile } from "../../workers/reconcile.ts";
import { aKeyResult, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const config = plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] });
const startMs = Date.parse("2026-11-15T12:00:00.000Z");
const minuteMs = 60_000;

interface Site {
  nowMs: number;
  /** What the tracker holds; `hidden` of it its search does not show. */
  states: Map<string, IssueState>;
  hidden: Set<string>;
  asked: FetchRequest[];
  mayRead: boolean;
  /** Runs while a page is on its way. */
  meanwhile: () => void;
  deps: Deps;
}

function siteOf(bench: Workbench): Site {
  const site: Site = {
    nowMs: startMs,
    states: new Map(),
    hidden: new Set(),
    asked: [],
    mayRead: true,
    meanwhile: () => {},
    deps: { ...bench.deps, clock: () => new Date(site.nowMs), openTracker: () => trackerOf(site) },
  };
  return site;
}

function trackerOf(site: Site): Tracker {
  return {
    checkAccess: async () => {
      if (!site.mayRead) throw codedError("SOURCE_UNAUTHORISED", "the token is revoked");
    },
    async fetchPage(request) {
      site.asked.push(request);
      const since = request.scope === "changed" ? (request.since ?? "") : "";
      const states = [...site.states.values()].filter(
        ({ issue }) => !site.hidden.has(issue.ref) && issue.updatedAt >= since,
      );
      site.meanwhile();
      return { states, cursor: null, total: null };
    },
    async fetchIssues(refs) {
      const states = refs.flatMap((ref) => site.states.get(ref) ?? []);
      return { states, missing: refs.filter((ref) => !site.states.has(ref)) };
    },
    fetchChildren: async () => ({ states: [], cursor: null, total: null }),
  };
}

function put(site: Site, ref: string, atMs = site.nowMs): void {
  site.states.set(ref, heard(ref, { updatedAt: new Date(atMs).toISOString() }));
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);
  const run = (site: Site, scope: "changed" | "all") => reconcile(site.deps, { source: "jira", scope });

  describe("a reconcile of what changed", () => {
    it("asks again for what changed shortly before the last one began, because search indexes lag", async () => {
      const bench = await openBench(config);
      const site = siteOf(bench);
      put(site, "jira:1", startMs - 5 * minuteMs);
      site.hidden.add("jira:1");
      await run(site, "all");
      expect(await countedIn(bench)).toEqual([]);
      site.hidden.clear();
      site.nowMs += 15 * minuteMs;
      await run(site, "changed");
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });

    it("finds what changed while the last one ran", async () => {
      const bench = await openBench(config);
      const site = siteOf(bench);
      site.meanwhile = () => {
        site.meanwhile = () => {};
        put(site, "jira:1", startMs + minuteMs);
        site.nowMs += 60 * minuteMs;
      };
      await run(site, "all");
      await run(site, "changed");
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });

    it("asks for no more than that", async () => {
      const site = siteOf(await openBench(config));
      await run(site, "changed");
      site.nowMs += 60 * minuteMs;
      await run(site, "changed");
      const since = new Date(startMs - overlapMs).toISOString();
      expect(site.asked).toMatchObject([
        { scope: "all", since: null },
        { scope: "changed", since },
      ]);
    });
  });

  describe("a reconcile of everything", () => {
    const importAll = async (count: number) => {
      const bench = await openBench(config);
      const site = siteOf(bench);
      for (let i = 0; i < count; i += 1) put(site, `jira:${i}`, startMs - minuteMs);
      await run(site, "all");
      await bench.drain();
      expect(await countedIn(bench)).toHaveLength(count);
      site.nowMs += 60 * minuteMs;
      return { bench, site };
    };

    it("keeps an issue that a search does not show and the tracker has", async () => {
      const { bench, site } = await importAll(3);
      site.hidden.add("jira:1");
      expect(await run(site, "all")).toMatchObject({ removed: 0 });
      expect(await countedIn(bench)).toEqual(["jira:0", "jira:1", "jira:2"]);
    });

    it("removes one that the tracker says that it does not have", async () => {
      const { bench, site } = await importAll(3);
      site.states.delete("jira:1");
      expect(await run(site, "all")).toMatchObject({ removed: 1 });
      expect(await countedIn(bench)).toEqual(["jira:0", "jira:2"]);
    });

    it("asks for nothing with a token that lacks rights", async () => {
      const { site } = await importAll(1);
      site.mayRead = false;
      await expect(run(site, "all")).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
      expect(site.asked).toHaveLength(1);
    });

    it("removes nothing where all of a sudden the tracker has nothing", async () => {
      const { bench, site } = await importAll(40);
      site.states.clear();
      await expect(run(site, "all")).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
      expect(await countedIn(bench)).toHaveLength(40);
    });
  });
}, databasePairings);
