/** What every tracker's API adapter has to do, on a simulated site. */
import { afterEach, describe, expect, it } from "vitest";
import type { IssueState } from "../../src/domain/issue.ts";
import { newestStates } from "../../src/domain/version.ts";
import { sourceOf } from "../../src/sources/index.ts";
import { restoredState } from "../../src/sources/state.ts";
import { everything, fetchAll, openBench, refsOf, type Bench, type BenchOptions } from "../simulator/bench.ts";
import type { Item, SiteName } from "../simulator/item.ts";

const hour = 3_600_000;

export function describeTracker(name: string, site: SiteName): void {
  let bench: Bench | null = null;
  const open = async (options: BenchOptions = {}) => (bench = await openBench(site, options));
  afterEach(async () => {
    await bench?.close();
    bench = null;
  });
  const all = ({ tracker }: Pick<Bench, "tracker">, between?: (pages: number) => void) =>
    fetchAll((cursor) => tracker.fetchPage({ ...everything, cursor }), between);
  const living = ({ content }: Bench): Item[] => content.items(site).filter((item) => !item.gone);
  const expected = (used: Bench) =>
    living(used)
      .map(({ id }) => `${site}:${id}`)
      .toSorted();
  const firstWork = (used: Bench) => living(used).find((item) => item.kind === "issue" && !item.trashed)!;

  describe(`${name}: fetchPage`, () => {
    it("gives everything exactly once, with the time of the fetch as event time", async () => {
      const used = await open({ size: 330 });
      const states = await all(used);
      expect(refsOf(states)).toEqual(expected(used));
      for (const { version } of states) expect(version.eventAt).toBe("2026-11-02T10:00:00.000Z");
    });

    it.each([1, 2, 3])("gives the same states as the webhooks do, up to their event time: seed %i", async (seed) => {
      const used = await open({ size: 30, seed });
      const told: IssueState[] = [];
      const source = sourceOf(used.settings.kind);
      for (let count = 0; count < 400; count += 1) {
        used.pass(61_000);
        for (const { body } of used.content.apply(used.content.randomMutation(site))) {
          const normal = source.normalise(
            used.settings,
            JSON.parse(Buffer.from(body).toString()),
            "2026-11-02T10:00:00.000Z",
          );
          if (normal.outcome === "failed") throw new Error(`${normal.path}: ${normal.message}`);
          if (normal.outcome === "issues") told.push(...normal.states);
        }
      }
      const fetched = new Map((await all(used)).map((state) => [state.issue.ref, state.issue]));
      let compared = 0;
      for (const { issue } of newestStates(told).values()) {
        const other = fetched.get(issue.ref);
        if (issue.removed || other === undefined || other.updatedAt !== issue.updatedAt) continue;
        expect(lasting(other)).toEqual(lasting(issue));
        compared += 1;
      }
      expect(compared).toBeGreaterThan(20);
    });

    it("gives what changed since, all of it, and says little of the rest", async () => {
      const used = await open({ size: 200 });
      used.pass(48 * hour);
      const since = new Date(used.content.nowMs()).toISOString();
      const changed = living(used)
        .filter(({ kind }) => kind === "issue")
        .slice(0, 30);
      for (const { id } of changed) {
        used.pass(1_000);
        used.content.apply({ act: "rename", site, id, title: "Changed" });
      }
      used.pass(10_000);
      const states = await fetchAll((cursor) => used.tracker.fetchPage({ scope: "changed", since, cursor }));
      expect(refsOf(states)).toEqual(expect.arrayContaining(changed.map(({ id }) => `${site}:${id}`)));
      expect(states.length).toBeLessThan(60);
    });

    it("misses nothing while issues change, move and go between its pages", async () => {
      const used = await open({ size: 400 });
      const atFirst = living(used);
      const states = await all(used, () => {
        for (let count = 0; count < 15; count += 1) {
          used.pass(500);
          used.content.apply(used.content.randomMutation(site));
        }
      });
      const seen = new Set(refsOf(states));
      const kept = atFirst.filter(({ id }) => !used.content.find(site, id)!.gone);
      expect(kept.filter(({ id }) => !seen.has(`${site}:${id}`))).toEqual([]);
    });

    it("misses nothing where issues of a page that was read are deleted", async () => {
      const used = await open({ size: 400 });
      const atFirst = living(used);
      const states = await all(used, (pages) => {
        const doomed = atFirst.slice(pages * 30, pages * 30 + 7).filter(({ kind }) => kind === "issue");
        for (const { id } of doomed) used.content.apply({ act: "delete", site, id });
      });
      const seen = new Set(refsOf(states));
      const kept = atFirst.filter(({ id }) => !used.content.find(site, id)!.gone);
      expect(kept.filter(({ id }) => !seen.has(`${site}:${id}`))).toEqual([]);
    });

    it("misses nothing of what changed while its pages are read for hours", async () => {
      const used = await open({ size: 400 });
      used.pass(48 * hour);
      const since = new Date(used.content.nowMs()).toISOString();
      const changed = living(used).slice(0, 330);
      for (const { id } of changed) used.content.apply({ act: "rename", site, id, title: "Changed" });
      const read = (cursor: string | null) => used.tracker.fetchPage({ scope: "changed", since, cursor });
      const states = await fetchAll(read, (pages) => used.pass(pages < 4 ? 5 * hour : 0));
      expect(refsOf(states)).toEqual(expect.arrayContaining(changed.map(({ id }) => `${site}:${id}`)));
    });

    it("goes on after a restart where it stood", async () => {
      const used = await open({ size: 400 });
      const first = await used.tracker.fetchPage({ ...everything, cursor: null });
      const asked = used.server.requests.length;
      const other = used.open();
      const rest = await fetchAll((cursor) => other.fetchPage({ ...everything, cursor: cursor ?? first.cursor }));
      expect(new Set([...refsOf(first.states), ...refsOf(rest)])).toEqual(new Set(expected(used)));
      expect(rest.length).toBeLessThan(expected(used).length);
      expect(used.server.requests.length - asked).toBeLessThan(30);
    });

    it("begins again with a cursor that it cannot read", async () => {
      const used = await open({ size: 20 });
      const page = await used.tracker.fetchPage({ ...everything, cursor: "{not ours" });
      expect(page.states.length).toBeGreaterThan(0);
    });

    it("keeps what it can read where one issue cannot be read", async () => {
      const used = await open({ size: 40 });
      const item = living(used).find((each) => each.kind === "issue" && used.content.beneath(each).length === 0)!;
      used.content.replace({ ...item, key: "" });
      expect(refsOf(await all(used))).toEqual(expected(used).filter((ref) => ref !== `${site}:${item.id}`));
    });
  });

  describe(`${name}: fetchIssues`, () => {
    it("gives the present states of many, and those that are gone as missing", async () => {
      const used = await open({ size: 160 });
      const items = living(used).filter(({ kind }) => kind === "issue");
      const [deleted, moved] = [items[0]!, items[1]!];
      used.content.apply({ act: "delete", site, id: deleted.id });
      const space = site === "cloud" ? "BETA" : site === "server" ? "OPS" : "WEB";
      used.content.apply({ act: "move", site, id: moved.id, space });
      const refs = living(used)
        .concat(deleted)
        .map(({ id }) => `${site}:${id}`);
      const fetched = await used.tracker.fetchIssues([...new Set(refs)]);
      const gone = [...used.content.items(site)]
        .filter((item) => item.gone || item.trashed)
        .map(({ id }) => `${site}:${id}`);
      expect(fetched.missing).toContain(`${site}:${deleted.id}`);
      expect(fetched.missing.every((ref) => gone.includes(ref))).toBe(true);
      const key = fetched.states.find(({ issue }) => issue.ref === `${site}:${moved.id}`)?.issue.key;
      expect(key).toMatch(new RegExp(`^${space}-`));
      expect([...refsOf(fetched.states), ...fetched.missing].toSorted()).toEqual([...new Set(refs)].toSorted());
    });

    it("says nothing about refs that the tracker never gave out", async () => {
      const { tracker, server } = await open({ size: 5 });
      const refs = [`${site}:A-1/../../x?y=1`, `${site}:`, "other:10001", `${site}:💥`];
      expect(await tracker.fetchIssues(refs)).toEqual({ states: [], missing: [] });
      expect(server.requests).toEqual([]);
    });

    it("calls nothing missing when the token lost its rights", async () => {
      const used = await open({ size: 20 });
      const refs = expected(used);
      for (const rights of ["none", "revoked", "forbidden", "anonymous"] as const) {
        used.server.setRights(site, rights);
        await expect(used.tracker.fetchIssues(refs), rights).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
      }
    });
  });

  describe(`${name}: fetchChildren`, () => {
    it("gives everything directly beneath, page by page", async () => {
      const used = await open({ size: 60 });
      const parent = living(used).find(({ kind }) => kind === "container")!;
      for (let count = 0; count < 230; count += 1) {
        const place = site === "linear" ? { project: parent.id } : { parent: parent.id };
        used.content.apply({ act: "create", site, kind: "issue", ...place });
      }
      const ref = `${site}:${parent.id}`;
      const states = await fetchAll((cursor) => used.tracker.fetchChildren(ref, cursor));
      const beneath = used.content.beneath(parent).map(({ id }) => `${site}:${id}`);
      expect(refsOf(states)).toEqual(beneath.toSorted());
      expect(await used.tracker.fetchChildren("other:1", null)).toMatchObject({ states: [], cursor: null });
    });

    it("gives the parts of a work item", async () => {
      const used = await open({ size: 10 });
      const parent = firstWork(used);
      used.content.apply({ act: "create", site, kind: "subtask", parent: parent.id });
      const states = await fetchAll((cursor) => used.tracker.fetchChildren(`${site}:${parent.id}`, cursor));
      expect(refsOf(states)).toEqual(
        used.content
          .beneath(parent)
          .map(({ id }) => `${site}:${id}`)
          .toSorted(),
      );
    });
  });

  describe(`${name}: checkAccess`, () => {
    it("is content with a token that sees what is configured", async () => {
      const { tracker } = await open({ size: 1 });
      await expect(tracker.checkAccess()).resolves.toBeUndefined();
    });

    it.each(["none", "revoked", "forbidden", "anonymous"] as const)(
      "refuses a token with rights: %s",
      async (rights) => {
        const { tracker, server } = await open({ size: 10 });
        server.setRights(site, rights);
        await expect(tracker.checkAccess()).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
        await expect(all({ tracker })).rejects.toMatchObject({
          code: "SOURCE_UNAUTHORISED",
        });
      },
    );

    it("refuses a token that does not see all of what is configured", async () => {
      const used = await open({ size: 10 });
      used.server.setRights(site, "partial");
      const jql = site === "server" ? "project in (CORE, OPS)" : "project in (SHOP, BETA)";
      const reconcile = { ...used.settings.reconcile!, jql, teams: ["ENG", "WEB"] };
      await expect(used.open({ reconcile }).checkAccess()).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
    });

    it("refuses a wrong token", async () => {
      const used = await open({ size: 1 });
      const wrong: Record<string, string> =
        site === "cloud"
          ? { email: "bot@example.com", apiToken: "x" }
          : site === "server"
            ? { token: "x" }
            : { apiKey: "x" };
      await expect(used.open({ auth: wrong }).checkAccess()).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
    });
  });

  it(`${name}: keeps to the configured scope`, async () => {
    const used = await open({ size: 120 });
    const space = site === "cloud" ? "BETA" : site === "server" ? "OPS" : "WEB";
    const reconcile = { ...used.settings.reconcile!, jql: `project = ${space} order by updated desc`, teams: [space] };
    const states = await all({ tracker: used.open({ reconcile }) });
    const work = states.filter(({ issue }) => issue.kind === "issue");
    expect(work.length).toBeGreaterThan(5);
    for (const { issue } of work) expect(issue.key).toMatch(new RegExp(`^${space}-`));
  });

  it(`${name}: has no API without auth`, async () => {
    const { settings } = await open({ size: 1 });
    expect(sourceOf(settings.kind).open({ ...settings, auth: null }, {} as never)).toBeNull();
  });

  it(`${name}: a state that was fetched again wins over the tombstone before it`, async () => {
    const used = await open({ size: 10 });
    const [state] = await all(used);
    const again = restoredState(state!);
    expect(again.version).toEqual({ ...state!.version, updatedAt: state!.version.eventAt });
    expect(again.issue).toEqual(state!.issue);
  });
}

/** Former keys come from the changelog, the copy of a parent's name is as old as the webhook. */
function lasting(issue: IssueState["issue"]) {
  const edges = issue.edges.map(({ kind, ref, key }) => ({ kind, ref, key }));
  const contains = issue.contains?.toSorted();
  return { ...issue, previousKeys: [], edges, contains };
}
