/** Chance: what is there at the beginning, and what happens next. */
import type { Content } from "./content.ts";
import { spaceOf, spaces, statuses, type Draft, type Item, type Kind, type SiteName } from "./item.ts";
import type { Mutation } from "./mutation.ts";

const words = ["Checkout", "Search", "Login", "Payments", "Reports", "Import", "Mail", "Basket"];
const labelChoices = ["backend", "beta", "spike", "kr:platform-complete", "kr:beta-improvements"];
const estimates = [null, 1, 2, 3, 5, 8];

/** `number` says how many came before: containers first, so that there is something to belong to. */
export function randomDraft(content: Content, site: SiteName, number: number): Draft {
  const { random } = content;
  const kind = kindOf(content, site, number);
  return {
    site,
    kind,
    title: `${random.pick(words)!} ${number + 1}`,
    labels: someLabels(content),
    estimate: kind === "issue" || kind === "subtask" ? random.pick(estimates)! : null,
    space: random.pick(spaces[site])!,
    status: random.pick(statuses)!,
    ...placeOf(content, site, kind),
  };
}

function kindOf({ random }: Content, site: SiteName, number: number): Kind {
  if (number % 40 === 0 && site !== "server") return "initiative";
  if (number % 20 < 2) return "container";
  return number % 20 > 4 && random.chance(0.2) ? "subtask" : "issue";
}

/** Where a new item of that kind hangs. */
function placeOf(content: Content, site: SiteName, kind: Kind): Partial<Draft> {
  const { random } = content;
  const one = (wanted: Kind) => pickLiving(content, site, (item) => item.kind === wanted)?.id ?? null;
  if (kind === "initiative") return {};
  if (site === "linear") {
    if (kind === "container")
      return { initiatives: random.chance(0.6) ? [one("initiative")].filter((id) => id !== null) : [] };
    return { parent: kind === "subtask" ? one("issue") : null, project: random.chance(0.7) ? one("container") : null };
  }
  if (kind === "container") return { parent: site === "cloud" && random.chance(0.6) ? one("initiative") : null };
  return { parent: kind === "subtask" ? one("issue") : random.chance(0.7) ? one("container") : null };
}

/** A few tries by chance instead of a list: sites may be large. */
function pickLiving(content: Content, site: SiteName, fits: (item: Item) => boolean): Item | null {
  const items = content.items(site);
  for (let tries = 0; tries < 50; tries += 1) {
    const item = content.random.pick(items);
    if (item !== undefined && !item.gone && fits(item)) return item;
  }
  return items.find((item) => !item.gone && fits(item)) ?? null;
}

function someLabels({ random }: Content): readonly string[] {
  return labelChoices.filter(() => random.chance(0.25));
}

type Chance = readonly [weight: number, make: (content: Content, item: Item) => Mutation | null];

const chances: readonly Chance[] = [
  [25, ({ random }, { site, id }) => ({ act: "transition", site, id, status: random.pick(statuses)! })],
  [
    10,
    ({ random }, { site, id, kind }) =>
      isWork(kind) ? { act: "estimate", site, id, estimate: random.pick(estimates)! } : null,
  ],
  [10, (content, { site, id }) => ({ act: "label", site, id, labels: someLabels(content) })],
  [
    6,
    ({ random }, { site, id }) => ({
      act: "rename",
      site,
      id,
      title: `${random.pick(words)!} again ${random.between(1, 99)}`,
    }),
  ],
  [4, ({ random }, { site, id }) => ({ act: "assign", site, id, assignee: random.pick([null, "ana", "cleo"])! })],
  [
    4,
    ({ random }, { site, id, kind }) =>
      kind === "issue" ? { act: "sprint", site, id, sprint: random.pick([null, "Sprint 1", "Sprint 2"])! } : null,
  ],
  [10, reparent],
  [
    6,
    ({ random }, { site, id, kind, key }) =>
      kind === "issue"
        ? { act: "move", site, id, space: random.pick(spaces[site].filter((each) => each !== spaceOf({ key })))! }
        : null,
  ],
  [5, (_content, { site, id, trashed }) => (trashed ? null : { act: "delete", site, id })],
  [
    6,
    (_content, { site, id, trashed, archivedAtMs }) =>
      trashed || archivedAtMs !== null ? { act: "restore", site, id } : null,
  ],
  [1, (_content, { site, id, trashed }) => (trashed ? { act: "purge", site, id } : null)],
  [
    4,
    (_content, item) =>
      item.site === "linear" && item.archivedAtMs === null ? { act: "archive", site: item.site, id: item.id } : null,
  ],
  [
    6,
    (content, { site, id, kind }) =>
      site === "linear" && isWork(kind)
        ? {
            act: "join",
            site,
            id,
            project: content.random.chance(0.3)
              ? null
              : (pickLiving(content, site, (each) => each.kind === "container" && !each.trashed)?.id ?? null),
          }
        : null,
  ],
  [4, align],
];

export function randomMutation(content: Content, site: SiteName): Mutation {
  const { random } = content;
  const total = chances.reduce((sum, [weight]) => sum + weight, 0);
  for (let tries = 0; tries < 100; tries += 1) {
    const item = pickLiving(content, site, () => true);
    if (item === null || random.chance(0.12))
      return { act: "create", ...randomDraft(content, site, content.items(site).length) };
    let left = random.next() * total;
    const chance = chances.find(([weight]) => (left -= weight) < 0)!;
    const mutation = chance[1](content, item);
    // Nobody edits what is in the trash.
    const onTrash = item.trashed && mutation?.act !== "restore" && mutation?.act !== "purge";
    if (mutation !== null && !onTrash) return mutation;
  }
  return { act: "create", site, kind: "issue" };
}

function reparent(content: Content, item: Item): Mutation | null {
  const { site, id, kind } = item;
  const kinds: Readonly<Record<Kind, Kind | null>> = {
    subtask: "issue",
    issue: site === "linear" ? null : "container",
    container: site === "cloud" ? "initiative" : null,
    initiative: null,
  };
  const wanted = kinds[kind];
  if (wanted === null) return null;
  const parent = pickLiving(content, site, (each) => each.kind === wanted && each.id !== id && !each.trashed);
  if (parent === null) return null;
  return { act: "reparent", site, id, parent: kind !== "subtask" && content.random.chance(0.3) ? null : parent.id };
}

function align(content: Content, { site, id, kind }: Item): Mutation | null {
  if (site !== "linear" || kind !== "container") return null;
  const initiative = pickLiving(content, site, (each) => each.kind === "initiative" && !each.trashed);
  return {
    act: "align",
    site,
    id,
    initiatives: initiative === null || content.random.chance(0.3) ? [] : [initiative.id],
  };
}

function isWork(kind: Kind): boolean {
  return kind === "issue" || kind === "subtask";
}
