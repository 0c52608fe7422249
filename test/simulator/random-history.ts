/** One history from one seed: what happens on the sites, the configuration, and how the webhooks about it come. */
import { createRandom, type Random } from "../../src/cli/demo/random.ts";
import type { Config } from "../../src/config/config.ts";
import type { SourceSettings } from "../../src/sources/source.ts";
import type { Content } from "./content.ts";
import { createContent } from "./create-content.ts";
import type { Delivery } from "./delivery.ts";
import { type SiteName, spaceOf, spaces } from "./item.ts";
import type { Mutation } from "./mutation.ts";
import { one, randomConfig, randomStatements, type Statements } from "./random-config.ts";
import { randomDraft } from "./random-mutation.ts";

export interface HistoryOptions {
  seed: number;
  /** How much happens after the sites are furnished. */
  mutations: number;
  sites: readonly SiteName[];
  /** Webhooks get lost, and the trackers change things without a word: only a reconcile can tell. */
  lossy: boolean;
  settingsOf: (site: SiteName) => SourceSettings;
}

export interface History extends Statements {
  content: Content;
  config: Config;
  /** As they come: those of a batch together. Lost ones are left out, repeated ones there twice. */
  batches: readonly (readonly Delivery[])[];
  /** How many webhooks were sent, and how many of them are lost. */
  sent: number;
  lost: number;
  /** For people: what happened, in order. */
  acts: readonly string[];
  pass(ms: number): void;
}

const startMs = Date.parse("2026-11-15T08:00:00.000Z");
/** Containers, issues and perhaps sub-tasks: what `randomDraft` makes of these numbers. */
const furniture = [0, 1, 21, 2, 5, 6, 7];
const lostShare = 0.2;

export function playHistory({ seed, mutations, sites, lossy, settingsOf }: HistoryOptions): History {
  const random = createRandom(seed ^ 0x5eed);
  let nowMs = startMs;
  const content = createContent({ seed, nowMs: () => nowMs, sizes: { cloud: 0, server: 0, linear: 0 } });
  const deliveries: Delivery[] = [];
  const acts: string[] = [];
  const play = (mutation: Mutation) => {
    nowMs += random.between(1, 240_000);
    if (!lossy && isUntold(content, mutation)) return;
    deliveries.push(...content.apply(mutation));
    acts.push(JSON.stringify(mutation));
  };
  for (const site of sites) {
    for (const number of furniture) play({ act: "create", ...randomDraft(content, site, number) });
  }
  const config = randomConfig(random, content, settingsOf);
  const statements = randomStatements(random, content);
  for (let left = mutations; left > 0; left -= 1) play(nextMutation(random, content, one(random, sites)));
  const kept = deliveries.filter(() => !lossy || !random.chance(lostShare));
  const batches = cut(random, ordered(random, repeated(random, kept)));
  const counts = { sent: deliveries.length, lost: deliveries.length - kept.length };
  return { content, config, ...statements, batches, ...counts, acts, pass: (ms) => void (nowMs += ms) };
}

/** The trackers say nothing of it to anybody, or not all of it. */
function isUntold(content: Content, mutation: Mutation): boolean {
  if (mutation.act === "purge") return true;
  if (mutation.act !== "delete" || mutation.site === "linear") return false;
  const item = content.find(mutation.site, mutation.id);
  return item !== null && content.beneath(item).some(({ kind }) => kind !== "subtask");
}

function nextMutation(random: Random, content: Content, site: SiteName): Mutation {
  if (random.chance(0.05)) {
    const ids = content.items(site).filter((item) => !item.trashed && random.chance(0.4));
    return { act: "bulkLabel", site, ids: ids.map(({ id }) => id), labels: [one(random, ["beta", "kr:shipped"])] };
  }
  if (site === "linear" && random.chance(0.05)) return nest(random, content);
  const moving = site !== "linear" && random.chance(0.05) ? movedContainer(random, content, site) : null;
  if (moving !== null) return moving;
  return content.randomMutation(site);
}

/** An epic gets a new key, which its children's epic links take over without a word. */
function movedContainer(random: Random, content: Content, site: SiteName): Mutation | null {
  const item = random.pick(content.items(site).filter(({ kind, gone }) => kind === "container" && !gone));
  if (item === undefined) return null;
  const space = one(
    random,
    spaces[site].filter((each) => each !== spaceOf(item)),
  );
  return { act: "move", site, id: item.id, space };
}

/** An initiative beneath another, or out of it; the first one stays on top, so that there is no circle. */
function nest(random: Random, content: Content): Mutation {
  const site = "linear";
  const [top, ...others] = content
    .items(site)
    .filter(({ kind, trashed, gone }) => kind === "initiative" && !trashed && !gone);
  const parent = top === undefined || random.chance(0.3) ? null : top.id;
  const other = random.pick(others);
  if (other === undefined) return { act: "create", site, kind: "initiative", title: "Beneath", parent };
  return { act: "reparent", site, id: other.id, parent };
}

function repeated(random: Random, deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.flatMap((delivery) => (random.chance(0.1) ? [delivery, delivery] : [delivery]));
}

/** As sent, or in any order, or with some of them late. */
function ordered(random: Random, deliveries: readonly Delivery[]): Delivery[] {
  const way = one(random, ["sent", "shuffled", "late"]);
  if (way === "sent") return [...deliveries];
  const places = deliveries.map((delivery, at) => {
    const late = random.chance(0.2) ? random.next() * deliveries.length : 0;
    return { delivery, at: way === "shuffled" ? random.next() : at + late };
  });
  return places.sort((a, b) => a.at - b.at).map(({ delivery }) => delivery);
}

function cut(random: Random, deliveries: readonly Delivery[]): Delivery[][] {
  const longest = one(random, [1, 4, 12]);
  const batches: Delivery[][] = [];
  for (let start = 0; start < deliveries.length; start += batches.at(-1)!.length) {
    batches.push(deliveries.slice(start, start + random.between(1, longest)));
  }
  return batches;
}
