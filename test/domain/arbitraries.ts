/** Random histories of issues, and random key results and mappings to match them with. A small world, so that things collide. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { creditFrom } from "../../src/domain/credit.ts";
import {
  type Edge,
  type EdgeKind,
  type Issue,
  type IssueKind,
  type IssueState,
  statusCategories,
} from "../../src/domain/issue.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import { indexLinks } from "../../src/domain/match.ts";
import type { Aggregate, Grain, KeyResult, Measure, SizeBy } from "../../src/domain/okr.ts";
import type { Condition, Link, Rule } from "../../src/domain/rule.ts";
import { stateText } from "../../src/domain/version.ts";
import { aKeyResult, aLink, anEdge, anIssue, aRule } from "./samples.ts";

const keyResultIds = ["a", "b", "c"];
const issueRefs = ["jira:1", "jira:2", "jira:3", "jira:4", "jira:5", "linear:1", "linear:2", "linear:3"];
const projectRefs = ["linear:p1", "linear:p2"];
const initiativeRefs = ["linear:i1", "linear:i2", "linear:i3"];
const keys = ["SHOP-1", "SHOP-2", "SHOP-3", "ENG-1", "ENG-2"];
const titles = ["Payments", "Grow", "Pay by card"];
const labels = ["kr:a", "KR:b", "kr:nobody", "beta", "beta/ui", "spike"];

const instant = fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 10, 10 + day)).toISOString());
const maybeInstant = fc.option(instant);
const size = fc.oneof(
  fc.constantFrom(0, 1, 3, 0.1, 0.7, -2, 1e-9, 1e300),
  fc.double({ min: 0, max: 100, noNaN: true }),
);
const few = <Value>(values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });

function edgeTo(kind: EdgeKind, refs: readonly string[]): fc.Arbitrary<Edge> {
  const name = fc.option(fc.constantFrom(...titles));
  const byRef = fc.tuple(fc.constantFrom(...refs), name).map(([ref, copy]) => anEdge(kind, ref, { name: copy }));
  const byKey = fc.constantFrom(...keys).map((key) => anEdge(kind, null, { key }));
  return kind === "parent" ? fc.oneof({ weight: 3, arbitrary: byRef }, { weight: 1, arbitrary: byKey }) : byRef;
}

/** Edges of one kind and whether the snapshot speaks about them. */
function edges(kind: EdgeKind, refs: readonly string[]) {
  return fc.oneof(
    fc.constant<{ edges: Edge[]; stated: EdgeKind[] }>({ edges: [], stated: [] }),
    fc.array(edgeTo(kind, refs), { maxLength: 2 }).map((found) => ({ edges: found, stated: [kind] })),
  );
}

function edgesOf(kind: IssueKind, source: string) {
  const own = issueRefs.filter((ref) => ref.startsWith(`${source}:`));
  if (kind !== "issue") return edges("initiative", initiativeRefs);
  if (source === "jira") return edges("parent", own);
  return fc.tuple(edges("parent", own), edges("project", projectRefs)).map(([a, b]) => ({
    edges: [...a.edges, ...b.edges],
    stated: [...a.stated, ...b.stated],
  }));
}

function kindOf(ref: string): IssueKind {
  if (initiativeRefs.includes(ref)) return "initiative";
  return projectRefs.includes(ref) ? "project" : "issue";
}

const attributes = fc.record({
  key: fc.constantFrom(...keys),
  previousKeys: few(keys),
  title: fc.constantFrom(...titles),
  type: fc.constantFrom("Story", "Bug"),
  level: fc.constantFrom(-1, 0, 0, 1, 2),
  status: fc.constantFrom("To Do", "In Review", "Done"),
  statusCategory: fc.constantFrom(...statusCategories),
  project: fc.constantFrom(null, "SHOP", "BETA"),
  labels: few(labels),
  estimate: fc.option(size),
  fields: fc.record({
    arr: fc.constantFrom(null, 3, "4.5", "many", 1e308),
    keyResult: fc.constantFrom(null, "a", "B", ["a", "c"], "nobody"),
  }),
  createdAt: maybeInstant,
  startedAt: maybeInstant,
  completedAt: maybeInstant,
  updatedAt: instant,
  removed: fc.constantFrom(false, false, false, true),
  archived: fc.boolean(),
});

/** The newest state of an issue, project or initiative at some moment; equal versions have equal states. */
export function arbitraryState(refs: readonly string[] = [...issueRefs, ...projectRefs, ...initiativeRefs]) {
  return fc.constantFrom(...refs).chain((ref): fc.Arbitrary<IssueState> => {
    const kind = kindOf(ref);
    const source = ref.slice(0, ref.indexOf(":"));
    const contains = kind === "initiative" ? fc.option(few([...projectRefs, ...initiativeRefs])) : fc.constant(null);
    return fc.tuple(attributes, edgesOf(kind, source), contains, instant).map(([given, up, beneath, eventAt]) => {
      const completedAt = given.statusCategory === "completed" ? given.completedAt : null;
      const issue = anIssue(ref, { ...given, kind, completedAt, contains: beneath });
      return withVersion({ ...issue, edges: up.edges, statedEdges: up.stated }, eventAt);
    });
  });
}

/** The state with the digest that it has. */
export function withVersion(issue: Issue, eventAt: string): IssueState {
  const digest = createHash("sha256").update(stateText(issue)).digest("hex");
  return { issue, version: { updatedAt: issue.updatedAt, eventAt, digest } };
}

/** What was heard of the trackers, in the order in which it came. */
export const arbitraryHistory = fc.array(arbitraryState(), { minLength: 1, maxLength: 24 });

const by = fc.constantFrom<SizeBy>("count", "estimate", "field:arr", "field:leadTimeDays");

export const arbitraryMeasure: fc.Arbitrary<Measure> = fc.oneof(
  by.map((size): Measure => ({ kind: "completion", by: size })),
  fc
    .tuple(by, fc.constantFrom<Aggregate>("sum", "average", "min", "max", "latest"), fc.constantFrom(0, 10, -3))
    .map(([size, aggregate, start]): Measure => ({ kind: "total", by: size, aggregate, start, target: 7, unit: null })),
  fc.constant<Measure>({ kind: "milestone" }),
);

export function arbitraryKeyResult(id: string): fc.Arbitrary<KeyResult> {
  return fc
    .record({
      measure: arbitraryMeasure,
      grain: fc.constantFrom<Grain>("issue", "leaf", "container", "all"),
      canceled: fc.constantFrom("exclude", "keep", "credit"),
      credit: fc.constantFrom(creditFrom({}), creditFrom({ started: 0.25, "in review": 0.8 })),
      unestimated: fc.constantFrom(0, 1, 0.3),
    })
    .map((changes) => aKeyResult({ id, ...changes }));
}

const leafCondition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { within: "SHOP-1" },
  { within: ["eng-2", "jira:3"] },
  { within: "project:Payments" },
  { within: "project:SHOP" },
  { within: "project:BETA", type: "Bug" },
  { within: "initiative:grow" },
  { within: "p1" },
  { initiative: ["Grow", "i3"] },
  { project: ["SHOP", "Payments"] },
  { label: "beta*" },
  { label: { none: ["spike"] } },
  { label: { any: ["BETA"], exists: true } },
  { type: "story" },
  { source: "linear" },
  { key: "SHOP-*" },
  { key: "ENG-1" },
  { estimate: { gte: 1 } },
  { updatedAt: { gte: "-4d" } },
  { statusCategory: ["completed", "canceled"] },
  { "field.arr": { exists: true } },
  {},
);

export const arbitraryCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: leafCondition },
  { weight: 1, arbitrary: fc.array(leafCondition, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: fc.array(leafCondition, { minLength: 1, maxLength: 2 }).map((all) => ({ all })) },
  { weight: 1, arbitrary: fc.tuple(leafCondition, leafCondition).map(([when, not]) => ({ ...when, not })) },
);

const weight = fc.constantFrom(1, 2, 0.1, 0.7);

export const arbitraryRules: fc.Arbitrary<Rule[]> = fc
  .array(fc.tuple(fc.constantFrom(...keyResultIds), weight, arbitraryCondition), { maxLength: 6 })
  .map((given) => given.map(([keyResultId, of, when], i) => aRule(when, { id: `r${i}`, keyResultId, weight: of })));

const arbitraryLinks: fc.Arbitrary<Link[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...keys, ...projectRefs, "jira:2", "https://linear.app/acme/issue/ENG-1/title"),
      fc.constantFrom(...keyResultIds),
      weight,
    ),
    { maxLength: 3 },
  )
  .map((given) =>
    given.map(([issue, keyResultId, of], i) => aLink(issue, { id: `${i + 8}`, keyResultId, weight: of })),
  );

/** Key results, rules, conventions and links, compiled. */
export const arbitraryMapping = fc
  .record({
    keyResults: fc.tuple(...keyResultIds.map(arbitraryKeyResult)),
    rules: arbitraryRules,
    links: arbitraryLinks,
    conventions: fc.record({ label: fc.constantFrom(null, "kr:"), field: fc.constantFrom(null, "keyResult") }),
  })
  .map(({ keyResults, rules, links, conventions }) => ({
    keyResults,
    links: indexLinks(links),
    compiled: compileMapping({ rules, conventions }, keyResults),
  }));

export type ArbitraryMapping = typeof arbitraryMapping extends fc.Arbitrary<infer Mapping> ? Mapping : never;
