/** Who is in the demo's story: the epics and projects of the example objectives, and how far each has come by the time you look. */
import type { Draft } from "./work-item.ts";

/** How the stories of a container stand at the end of the past. */
export interface Plan {
  /** All of them, those that came late among them. */
  stories: number;
  /** Came in together half-way: scope that nobody had planned. */
  late: number;
  done: number;
  dropped: number;
  review: number;
  doing: number;
}

export interface Member {
  /** Kind of the tracker that it lives in. */
  kind: string;
  /** Title of the container above. */
  within: string | null;
  draft: Omit<Draft, "parentId">;
  /** Null where nothing hangs directly beneath but containers. */
  plan: Plan | null;
}

/** What the example configuration looks for: a label convention, the label of `country-epics`, and SHOP-12 of `checkout-epic`. */
export const cast: readonly Member[] = [
  epic("New shop platform", ["kr:platform-complete"], [24, 5, 18, 1, 1, 3]),
  epic("Beta feedback", [], [11, 2, 6, 0, 1, 2]),
  epic("Open in Portugal", ["new-country"], [5, 0, 3, 0, 0, 1]),
  epic("Open in Norway", ["new-country"], [4, 1, 0, 0, 0, 1]),
  // SHOP-5: nobody has linked it yet.
  epic("Search that finds", [], [9, 2, 7, 0, 0, 1]),
  epic("Checkout", [], [13, 2, 3, 1, 1, 4], 12),
  {
    kind: "linear",
    within: null,
    draft: { ...container("Initiative", "Grow retention", []), kind: "initiative" },
    plan: null,
  },
  project("Payments revamp", "Grow retention", [11, 2, 6, 0, 1, 2]),
  project("Faster product pages", "Grow retention", [8, 2, 5, 0, 1, 1]),
];

type PlanFigures = readonly [
  stories: number,
  late: number,
  done: number,
  dropped: number,
  review: number,
  doing: number,
];

function planOf([stories, late, done, dropped, review, doing]: PlanFigures): Plan {
  return { stories, late, done, dropped, review, doing };
}

function epic(title: string, labels: readonly string[], plan: PlanFigures, number?: number): Member {
  const draft = { ...container("Epic", title, labels), ...(number === undefined ? {} : { number }) };
  return { kind: "jira", within: null, draft, plan: planOf(plan) };
}

function project(title: string, within: string, plan: PlanFigures): Member {
  return { kind: "linear", within, draft: container("Project", title, []), plan: planOf(plan) };
}

function container(type: string, title: string, labels: readonly string[]): Omit<Draft, "parentId"> {
  return { kind: "container", type, title, estimate: null, labels, priority: "Medium" };
}

/** Work that begins while you look; each is linked to a key result after a while. */
export const laterEpics = ["Gift cards", "Pick up in store", "Returns made easy", "Prices for wholesale"] as const;
