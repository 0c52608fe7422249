/** The content of all three simulated sites, from a seed and on an injected clock. It does nothing on its own. */
import { createRandom } from "../../src/cli/demo/random.ts";
import { applyMutation } from "./apply.ts";
import { spaces, type Draft, type Item, type SiteName } from "./item.ts";
import type { Content } from "./content.ts";
import { randomDraft, randomMutation } from "./random-mutation.ts";
import { uuidOf } from "./uuid.ts";

export interface ContentOptions {
  seed: number;
  /** Epoch milliseconds; the test moves it. */
  nowMs: () => number;
  /** How many items each site holds at the beginning; default 40. Their creation is spread over the 90 days before now. */
  sizes?: Partial<Record<SiteName, number>>;
}

const start = { span: 90 * 86_400_000, size: 40 };

export function createContent({ seed, nowMs, sizes = {} }: ContentOptions): Content {
  const random = createRandom(seed);
  const bySite: Record<SiteName, Item[]> = { cloud: [], server: [], linear: [] };
  const indexOf = new Map<string, number>();
  const ofKey = new Map<string, string>();
  const numbers = new Map<string, number>();
  let version = 0;
  let children: { version: number; of: ReadonlyMap<string, readonly Item[]> } = { version: -1, of: new Map() };
  let startMs: number | null = null;

  /** Built anew after a mutation, when somebody asks. */
  function childrenNow(): ReadonlyMap<string, readonly Item[]> {
    if (children.version === version) return children.of;
    const all = Object.values(bySite).flat();
    const links = all.flatMap((item) => [item.parent, item.project, ...item.initiatives].map((id) => ({ id, item })));
    const of = Map.groupBy(
      links.filter(({ id }) => id !== null),
      ({ id, item }) => `${item.site}:${id}`,
    );
    children = {
      version,
      of: new Map([...of].map(([id, found]) => [id, [...new Set(found.map(({ item }) => item))]])),
    };
    return children.of;
  }

  const content: Content = {
    random,
    nowMs,
    version: () => version,
    items: (site) => bySite[site],
    find(site, id) {
      const index = id === null ? undefined : indexOf.get(`${site}:${id}`);
      return index === undefined ? null : bySite[site][index]!;
    },
    findByKey: (site, key) => content.find(site, ofKey.get(`${site}:${key}`) ?? null),
    indexOf: (site, id) => indexOf.get(`${site}:${id}`) ?? -1,
    beneath: (item) => (childrenNow().get(`${item.site}:${item.id}`) ?? []).filter(({ gone }) => !gone),
    add(draft) {
      const item = newItem(draft, content, startMs ?? nowMs());
      indexOf.set(`${item.site}:${item.id}`, bySite[item.site].push(item) - 1);
      ofKey.set(`${item.site}:${item.key}`, item.id);
      version += 1;
      return item;
    },
    replace(item) {
      bySite[item.site][indexOf.get(`${item.site}:${item.id}`)!] = item;
      ofKey.set(`${item.site}:${item.key}`, item.id);
      version += 1;
    },
    nextNumber(site, space) {
      const number = (numbers.get(`${site}:${space}`) ?? 0) + 1;
      numbers.set(`${site}:${space}`, number);
      return number;
    },
    apply: (mutation) => applyMutation(content, mutation),
    randomMutation: (site) => randomMutation(content, site ?? random.pick(["cloud", "server", "linear"] as const)!),
  };

  for (const site of ["cloud", "server", "linear"] as const) {
    const size = sizes[site] ?? start.size;
    for (let made = 0; made < size; made += 1) {
      startMs = nowMs() - start.span + Math.floor((start.span * made) / size);
      content.add(randomDraft(content, site, made));
    }
  }
  startMs = null;
  return content;
}

const types = {
  cloud: { issue: "Story", subtask: "Subtask", container: "Epic", initiative: "Initiative" },
  server: { issue: "Story", subtask: "Sub-task", container: "Epic", initiative: "Epic" },
  linear: { issue: "Issue", subtask: "Issue", container: "Project", initiative: "Initiative" },
} as const;

/** A new item; its id depends on the site and on how many came before it. */
function newItem(draft: Draft, content: Content, atMs: number): Item {
  const { site, kind } = draft;
  const count = content.items(site).length + 1;
  const hasSlug = site === "linear" && (kind === "container" || kind === "initiative");
  const space = draft.space ?? spaces[site][0]!;
  const id = site === "linear" ? uuidOf(`${site} ${count}`) : String((site === "cloud" ? 10_000 : 50_000) + count);
  const status = draft.status ?? "todo";
  const isFinished = status === "done" || status === "dropped";
  return {
    site,
    kind,
    id,
    key: hasSlug
      ? uuidOf(`slug ${count}`).replaceAll("-", "").slice(0, 12)
      : `${space}-${content.nextNumber(site, space)}`,
    previousKeys: [],
    type: types[site][kind],
    title: draft.title ?? `Work ${count}`,
    status,
    labels: draft.labels ?? [],
    estimate: draft.estimate ?? null,
    parent: draft.parent ?? null,
    project: draft.project ?? null,
    initiatives: draft.initiatives ?? [],
    sprint: null,
    assignee: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    statusAtMs: atMs,
    startedAtMs: status === "todo" ? null : atMs,
    completedAtMs: isFinished ? atMs : null,
    archivedAtMs: null,
    trashed: false,
    gone: false,
  };
}
