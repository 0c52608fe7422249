/** What the demo's story is made of: the example objective's containers, and the stuff that new work is drafted from. */
import type { Random } from "./random.ts";
import type { Tracker } from "./tracker.ts";
import { type Draft, isOpen, type Priority, type WorkItem } from "./work-item.ts";

/** What the example configuration looks for: a label convention, the label of `country-epics`, and SHOP-12 of `checkout-epic`. */
const epics = [
  container("Epic", "New shop platform", ["kr:platform-complete"]),
  container("Epic", "Beta feedback", []),
  container("Epic", "Open in Portugal", ["new-country"]),
  container("Epic", "Open in Norway", ["new-country"]),
  { ...container("Epic", "Checkout", []), number: 12 },
];

/** The first things that exist, in order; `within` is the title of the container above. */
export const openingCast: readonly { kind: string; within: string | null; draft: Omit<Draft, "parentId"> }[] = [
  ...epics.map((draft) => ({ kind: "jira", within: null, draft })),
  { kind: "linear", within: null, draft: { ...container("Initiative", "Grow retention", []), kind: "initiative" } },
  { kind: "linear", within: "Grow retention", draft: container("Project", "Payments revamp", []) },
];

function container(type: string, title: string, labels: readonly string[]): Omit<Draft, "parentId"> {
  return { kind: "container", type, title, estimate: null, labels, priority: "Medium" };
}

const verbs = ["Save", "Show", "Validate", "Translate", "Redesign", "Speed up", "Simplify", "Remember", "Explain"];
const things = [
  "the delivery address",
  "the order summary",
  "vouchers",
  "the wish list",
  "the size guide",
  "refunds",
  "card payments",
  "guest accounts",
  "the search results",
  "the product gallery",
  "stock levels",
  "the parcel tracking",
];

export function draftTitle(random: Random): string {
  // Rules leave such titles out.
  const internal = random.chance(0.04) ? "[internal] " : "";
  return `${internal}${random.pick(verbs)} ${random.pick(things)}`;
}

/** Story points as teams give them. */
export function drawEstimate(random: Random): number {
  return random.pick([1, 2, 3, 3, 5, 5, 8]) ?? 3;
}

/** A new story in one of the tracker's containers, labelled as people label such work. */
export function draftStory(tracker: Tracker, random: Random): Draft {
  const parent = random.pick(tracker.items().filter((item) => item.kind === "container" && isOpen(item)));
  const beta = parent?.title === "Beta feedback" || random.chance(0.15);
  return {
    kind: "story",
    type: beta ? "Improvement" : (random.pick(["Story", "Story", "Story", "Bug"]) ?? "Story"),
    title: draftTitle(random),
    estimate: random.chance(0.6) ? drawEstimate(random) : null,
    labels: drawLabels(beta, random),
    priority: beta ? (random.pick<Priority>(["High", "Highest", "Medium"]) ?? "High") : "Medium",
    parentId: parent?.id ?? null,
  };
}

function drawLabels(beta: boolean, random: Random): readonly string[] {
  const labels: string[] = [];
  if (beta) labels.push("beta-feedback", random.pick(["beta/speed", "beta/design", "beta/wording"]) ?? "beta/design");
  if (random.chance(0.08)) labels.push("spike");
  return labels;
}

/** A piece of a story. */
export function draftSubtask(story: WorkItem, random: Random): Draft {
  return {
    kind: "subtask",
    type: "Sub-task",
    title: `${random.pick(["Tests for", "Copy for", "Review of"])} ${story.title.toLowerCase()}`,
    estimate: null,
    labels: [],
    priority: "Medium",
    parentId: story.id,
  };
}
