/** By chance: key results of every measure, grain and policy, and rules, links and check-ins that name what the sites hold. */
import type { Random } from "../../src/cli/demo/random.ts";
import type { Config } from "../../src/config/config.ts";
import { creditFrom } from "../../src/domain/credit.ts";
import type { Aggregate, CanceledPolicy, Grain, KeyResult, Measure, Objective, SizeBy } from "../../src/domain/okr.ts";
import type { Condition, Rule } from "../../src/domain/rule.ts";
import type { SourceSettings } from "../../src/sources/source.ts";
import { aKeyResult, anObjective, aRule } from "../domain/samples.ts";
import type { Content } from "./content.ts";
import { type Item, type SiteName, siteNames } from "./item.ts";

/** Said by people; times are in the order of the list. */
export interface Statements {
  links: readonly { issue: string; keyResultId: string; weight: number }[];
  checkIns: readonly { keyResultId: string; value: number | null }[];
}

/** The first two are those that the sites' labels name. */
const matched = ["platform-complete", "beta-improvements", "delivered", "shipped"] as const;
const weights = [1, 2, 0.1, 0.7] as const;
const sizes: readonly SizeBy[] = ["count", "estimate", "field:leadTimeDays"];
const aggregates: readonly Aggregate[] = ["sum", "average", "min", "max", "latest"];
const grains: readonly Grain[] = ["issue", "leaf", "container", "all"];
const policies: readonly CanceledPolicy[] = ["exclude", "keep", "credit"];

export function randomConfig(random: Random, content: Content, settingsOf: (site: SiteName) => SourceSettings): Config {
  const sources = siteNames.map(settingsOf) as Config["sources"][number][];
  const rules = Array.from({ length: random.between(2, 7) }, (_, i) => randomRule(random, content, `r${i}`));
  const conventions = { label: random.chance(0.8) ? "kr:" : null, field: null };
  const objectives = randomObjectives(random);
  return { periods: [], objectives, mapping: { rules, conventions }, sources, access: { tokens: [] }, files: {} };
}

function randomObjectives(random: Random): Objective[] {
  const [first, second, third, fourth] = matched.map((id) => randomKeyResult(random, id));
  const by = (id: string, measure: Measure) => aKeyResult({ id, measure, weight: one(random, weights) });
  const metric = by("stated", { kind: "metric", start: 10, target: 2, unit: null });
  const band = { ...by("kept", { kind: "band", min: 1, max: 5, unit: null }), guardrail: random.chance(0.5) };
  const above = by("above", { kind: "objective", objective: "low" });
  const rollup = random.chance(0.6) ? "withChildren" : "own";
  return [
    anObjective("high", { rollup, keyResults: owned("high", [third!, metric]) }),
    anObjective("low", { parent: "high", weight: one(random, weights), keyResults: owned("low", [first!, second!]) }),
    anObjective("wide", { keyResults: owned("wide", [above, fourth!, band]) }),
  ];
}

function owned(objectiveId: string, keyResults: readonly KeyResult[]): KeyResult[] {
  return keyResults.map((keyResult) => ({ ...keyResult, objectiveId }));
}

function randomKeyResult(random: Random, id: string): KeyResult {
  const credits = [creditFrom({}), creditFrom({ started: 0.25, completed: 1 }), creditFrom({ "In Review": 0.8 })];
  return aKeyResult({
    id,
    measure: randomMeasure(random),
    grain: one(random, grains),
    canceled: one(random, policies),
    credit: one(random, credits),
    unestimated: one(random, [0, 1, 0.3]),
    weight: one(random, weights),
  });
}

function randomMeasure(random: Random): Measure {
  const by = one(random, sizes);
  const [start, target] = one(random, [[0, 10] as const, [20, 3] as const]);
  const total: Measure = { kind: "total", by, aggregate: one(random, aggregates), start, target, unit: null };
  return one(random, [{ kind: "completion", by }, total, total, { kind: "milestone" }]);
}

function randomRule(random: Random, content: Content, id: string): Rule {
  const when = randomCondition(random, content);
  return aRule(when, { id, keyResultId: one(random, matched), weight: one(random, weights) });
}

function randomCondition(random: Random, content: Content): Condition {
  const leaf = () => one(random, conditionsOn(randomItem(random, content)));
  if (random.chance(0.7)) return leaf();
  return one(random, [{ any: [leaf(), leaf()] }, { all: [leaf(), leaf()] }, { ...leaf(), not: leaf() }]);
}

/** Half of them by a name or key that the item has now, and may lose. */
function conditionsOn({ site, id, key, title }: Item): readonly Condition[] {
  const byPlace: Condition[] = [
    { within: key },
    { within: [key, `${site}:${id}`] },
    { within: `project:${title}` },
    { within: `initiative:${title}` },
    { project: [title, "SHOP", "CORE"] },
    { initiative: title },
    { within: "project:BETA" },
    { key: ["ENG-*", key] },
    { title },
  ];
  const byAttribute: Condition[] = [
    { label: "beta*" },
    { label: { none: ["spike"] } },
    { type: ["story", "project"] },
    { source: site },
    { team: "ENG" },
    { level: { lte: 0 } },
    { estimate: { gte: 3 } },
    { statusCategory: ["completed", "canceled"] },
    { updatedAt: { gte: "2026-11-15T10:00:00.000Z" } },
    { sprint: "Sprint 1" },
    { cycle: "Sprint *" },
    { assignee: "Ana*" },
  ];
  return [...byPlace, ...byAttribute];
}

export function randomStatements(random: Random, content: Content): Statements {
  const links = Array.from({ length: random.between(0, 4) }, () => {
    const { site, id, key } = randomItem(random, content);
    const issue = one(random, [key, `${site}:${id}`]);
    return { issue, keyResultId: one(random, matched), weight: one(random, weights) };
  });
  const distinct = new Map(links.map((link) => [`${link.issue.toLowerCase()} ${link.keyResultId}`, link]));
  const checkIns = Array.from({ length: random.between(0, 4) }, () => ({
    keyResultId: one(random, ["stated", "kept"]),
    value: one(random, [null, 1, 4, 7.5]),
  }));
  return { links: [...distinct.values()], checkIns };
}

/** Containers more often than others. */
function randomItem(random: Random, content: Content): Item {
  const all = siteNames.flatMap((site) => content.items(site));
  const above = all.filter(({ kind }) => kind === "container" || kind === "initiative");
  return one(random, random.chance(0.6) && above.length > 0 ? above : all);
}

export function one<T>(random: Random, list: readonly T[]): T {
  return random.pick(list)!;
}
