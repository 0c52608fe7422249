import { describe, expect, it } from "vitest";
import type { KeyResultAnswer } from "../../src/http/schemas/key-result.ts";
import type { ObjectiveAnswer } from "../../src/http/schemas/objective.ts";
import { applyFilter, isFiltering, readFilter, withFilter } from "../../src/web/overview/filter.ts";
import { growTree, groupByTeam } from "../../src/web/overview/grouping.ts";
import { routeOf } from "../../src/web/routing/route.ts";

function keyResult(id: string, given: Partial<KeyResultAnswer> = {}): KeyResultAnswer {
  return {
    id,
    title: `Title of ${id}`,
    owner: null,
    health: "on_track",
    statedHealth: null,
    ...given,
  } as KeyResultAnswer;
}

function objective(id: string, given: Partial<ObjectiveAnswer> = {}): ObjectiveAnswer {
  return {
    id,
    title: `Title of ${id}`,
    description: null,
    team: null,
    owner: null,
    parent: null,
    health: "on_track",
    keyResults: [],
    ...given,
  } as ObjectiveAnswer;
}

const objectives = [
  objective("shop", {
    team: "Commerce",
    owner: "ann",
    keyResults: [
      keyResult("fast"),
      keyResult("cheap", { owner: "bob", health: "at_risk" }),
      keyResult("good", { statedHealth: "off_track" }),
    ],
  }),
  objective("ship", { team: "Logistics", owner: "bob", parent: "shop", keyResults: [keyResult("parcels")] }),
  objective("think", { parent: "elsewhere", description: "About tomorrow" }),
];

function found(query: string): Record<string, string[]> {
  const shown = applyFilter(objectives, readFilter(new URLSearchParams(query)));
  return Object.fromEntries(shown.map((each) => [each.objective.id, each.keyResults.map(({ id }) => id)]));
}

describe("applyFilter", () => {
  it.each<[string, Record<string, string[]>]>([
    ["", { shop: ["fast", "cheap", "good"], ship: ["parcels"], think: [] }],
    ["team=Logistics", { ship: ["parcels"] }],
    ["owner=bob", { shop: ["cheap"], ship: ["parcels"] }],
    ["owner=ann", { shop: ["fast", "good"] }],
    ["health=at_risk", { shop: ["cheap"] }],
    ["health=off_track", { shop: ["good"] }],
    ["health=at_risk,off_track", { shop: ["cheap", "good"] }],
    ["health=nonsense", { shop: ["fast", "cheap", "good"], ship: ["parcels"], think: [] }],
    ["q=FAST", { shop: ["fast"] }],
    ["q=title+of+shop", { shop: ["fast", "cheap", "good"] }],
    ["q=tomorrow", { think: [] }],
    ["q=nothing", {}],
    ["team=Commerce&owner=bob&health=at_risk&q=cheap", { shop: ["cheap"] }],
  ])("of %j shows %j", (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it("counts the key results that it leaves out", () => {
    const [shop] = applyFilter(objectives, readFilter(new URLSearchParams("q=fast")));
    expect(shop?.hidden).toBe(2);
  });
});

describe("withFilter", () => {
  const url = new URL("http://localhost/?period=Q4&team=Commerce");

  it("changes what it is told to, and keeps the rest of the address", () => {
    expect(withFilter(url, { healths: ["stale", "done"], text: "a b" })).toBe(
      "/?period=Q4&team=Commerce&health=stale%2Cdone&q=a+b",
    );
    expect(withFilter(url, { team: null })).toBe("/?period=Q4");
    expect(withFilter(new URL("http://localhost/?q=a"), { text: "" })).toBe("/");
  });

  it("gives what readFilter reads back", () => {
    const filter = { team: "A & B", owner: "ü@example.com", healths: ["at_risk" as const], text: "x=1" };
    const read = readFilter(new URL(withFilter(url, filter), url).searchParams);
    expect(read).toEqual(filter);
    expect(isFiltering(read)).toBe(true);
    expect(isFiltering(readFilter(new URLSearchParams("period=Q4&q=++")))).toBe(false);
  });
});

describe("groupByTeam", () => {
  it("keeps the order of the objectives, and puts those of no team last", () => {
    const reordered = [objectives[2]!, objectives[1]!, objectives[0]!];
    const groups = groupByTeam(applyFilter(reordered, readFilter(new URLSearchParams())));
    expect(groups.map(({ team }) => team)).toEqual(["Logistics", "Commerce", null]);
  });
});

describe("growTree", () => {
  const grown = (query: string) =>
    growTree(objectives, applyFilter(objectives, readFilter(new URLSearchParams(query))));

  it("puts objectives beneath their parents, and those whose parent is elsewhere at the top", () => {
    const tree = grown("");
    expect(tree.map(({ objective: { id } }) => id)).toEqual(["shop", "think"]);
    expect(tree[0]?.branches.map(({ objective: { id } }) => id)).toEqual(["ship"]);
  });

  it("keeps what is above an objective that passes, marked as not passing itself", () => {
    const tree = grown("team=Logistics");
    expect(tree).toHaveLength(1);
    expect(tree[0]).toMatchObject({ objective: { id: "shop" }, shown: null });
    expect(tree[0]?.branches[0]?.shown).not.toBeNull();
  });
});

describe("routeOf", () => {
  it.each([
    ["/", { view: "overview" }],
    ["/key-results/a-b", { view: "keyResult", id: "a-b" }],
    ["/key-results/%C3%A4", { view: "keyResult", id: "ä" }],
    ["/key-results/%", { view: "keyResult", id: "%" }],
    ["/key-results/", { view: "unknown" }],
    ["/key-results/a/b", { view: "unknown" }],
    ["/plan", { view: "plan" }],
    ["/reports", { view: "report", period: null }],
    ["/reports/2026-Q4", { view: "report", period: "2026-Q4" }],
    ["/docs", { view: "unknown" }],
  ])("reads %s", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });
});
