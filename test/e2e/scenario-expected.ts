/**
 * What the scenario comes to, worked out by hand from domain.md. The tree beneath SHOP-1 at its end:
 *
 *   SHOP-1 Initiative, started
 *   ├ SHOP-10 Epic, started
 *   │ ├ SHOP-11 completed, 5 points, savings 100, 10 days, 5 at work   ├ SHOP-111 sub-task completed, SHOP-112 sub-task unstarted
 *   │ ├ SHOP-12 started (reopened), 3 points, savings 50    └ SHOP-121 removed: SHOP-12 stays a leaf
 *   │ ├ SHOP-13 unstarted, no estimate                      └ SHOP-131 canceled: SHOP-13 is no leaf
 *   │ ├ SHOP-14 canceled, 8 points
 *   │ └ SHOP-16 removed, and with it what is beneath
 *   ├ SHOP-20 Epic, completed
 *   │ ├ SHOP-21 started, In Review, 4 points, savings −20
 *   │ └ SHOP-22 completed, 6 points, savings 250, 4.5 days, 2 at work, the later one
 *   └ SHOP-30 Epic, unstarted, nothing beneath
 */
import type { Health, KeyResultAnswer } from "./client.ts";

export interface Expected {
  value: number | null;
  /** Where it differs from the value. */
  progress?: number | null;
  /** Where it differs from the progress. */
  raw?: number;
  /** backlog, unstarted, started, completed, canceled: matched and past the grain. */
  counts?: readonly [number, number, number, number, number];
  /** Σ w·s and Σ w·s·c of the counted rows. */
  sums?: readonly [number, number];
  /** Where it does not hang on the hour of the day. */
  health?: Health;
}

const none = [0, 0, 0, 0, 0] as const;
const nothing = { value: null, counts: none, sums: [0, 0], health: "no_data" } as const satisfies Expected;
/** SHOP-13 | SHOP-12 and 21 | SHOP-11 and 22 | SHOP-14. */
const stories = [0, 1, 2, 2, 1] as const;

export const expectedKeyResults: Record<string, Expected> = {
  // Stories in scope: 11, 12, 13, 21, 22; the canceled 14 is out.
  "c-count": { value: 2 / 5, counts: stories, sums: [5, 2] },
  // 5 + 3 + 1 + 4 + 6 = 19, of which 5 + 6 are credited; the unestimated SHOP-13 is 1.
  "c-estimate": { value: 11 / 19, counts: stories, sums: [19, 11] },
  "c-unestimated": { value: 11 / 18.5, counts: stories, sums: [18.5, 11] },
  // 100 + 50 + 0 + 0 (negative) + 250.
  "c-field": { value: 350 / 400, counts: stories, sums: [400, 350] },
  // Leaves: 111 ✓, 112, 12, 131 (canceled, kept), 14 (canceled, kept), 21, 22 ✓.
  "c-leaf": { value: 2 / 7, counts: [0, 1, 2, 2, 2], sums: [7, 2] },
  // Lowest containers: SHOP-10 started (0.25), SHOP-20 completed (1), SHOP-30 unstarted (0).
  "c-container": { value: 1.25 / 3, counts: [0, 1, 1, 1, 0], sums: [3, 1.25] },
  // 11 ✓, 111 ✓, 112, 12, 13, 131 ✓ (canceled, credited), 14 ✓ (canceled, credited), 21, 22 ✓.
  "c-all": { value: 5 / 9, counts: [0, 2, 2, 3, 2], sums: [9, 5] },
  // 11: 1, 12: 0.25, 13: 0, 21: 0.8 by its status name, 22: 1.
  "c-credit": { value: 3.05 / 5, counts: stories, sums: [5, 3.05] },

  // SHOP-10's (5 + 3 + 1) twice, SHOP-20's (4 + 6) half; 10 + 2·5 + 0.5·6 = 23, (23 − 10) / 40.
  "t-sum": { value: 23, progress: 13 / 40, counts: stories, sums: [23, 13] },
  "t-count": { value: 2, progress: 1, raw: 2, counts: stories, sums: [5, 2], health: "done" },
  // Aggregates leave the rule's weight (3) alone; the ledger does not.
  "t-average": { value: 5.5, progress: 5.5 / 11, counts: stories, sums: [57, 33] },
  "t-min": { value: 5, progress: 15 / 20, counts: stories, sums: [19, 11] },
  "t-max": { value: 250, progress: 250 / 500, counts: stories, sums: [400, 350] },
  "t-latest": { value: 6, progress: 6 / 8, counts: stories, sums: [19, 11] },
  // (10 + 4.5) / 2 days; from 20 down to 5. Lead time is 0 without a completion.
  "t-lead": { value: 7.25, progress: 12.75 / 15, counts: stories, sums: [14.5, 14.5] },
  // (5 + 2) / 2 days; from 7 down to 0.
  "t-cycle": { value: 3.5, progress: 3.5 / 7, counts: stories, sums: [7, 7] },

  "m-half": { value: 1 / 2, progress: 0, counts: [0, 0, 1, 1, 0] },
  "m-done": { value: 1, progress: 1, counts: [0, 0, 0, 1, 1], health: "done" },
  "m-empty": nothing,
  "m-keep": { value: 1 / 2, progress: 0, counts: [0, 0, 0, 1, 1] },
  "m-credit": { value: 1, progress: 1, counts: [0, 0, 0, 1, 1], health: "done" },

  "x-rising": { value: 80, progress: 20 / 25, counts: none },
  "x-falling": { value: 125, progress: 75 / 150, counts: none },
  "b-in": { value: 100, progress: 1, health: "done" },
  "g-cap": { value: 6.5, progress: 0.65 },
  "x-over": { value: 230, progress: 0, raw: -30 / 150, health: "off_track" },
  "b-out": { value: 110, progress: 0, health: "off_track" },
  "b-empty": { value: null, health: "no_data" },
  "y-full": { value: 10, progress: 1, health: "done" },
  "g-silent": { value: null, health: "no_data" },
  "g-only": { value: 5, progress: 0.5 },
  "e-none": nothing,
  "p-own": { value: 5, progress: 0.5 },
  "k-mirror": { value: 0.65, progress: 0.65 },

  // ENG-1 ✓ 3 (archived), ENG-3 5; ENG-2 lies beneath ENG-1, ENG-4 is a duplicate, ENG-5 is removed.
  "l-project": { value: 3 / 8, counts: [0, 1, 0, 1, 1], sums: [8, 3] },
  // Leaves: ENG-2 2·0.25, ENG-3 5·0, ENG-4 canceled.
  "l-initiative": { value: 0.5 / 7, counts: [0, 1, 1, 0, 1], sums: [7, 0.5] },
  // Payments revamp started, Docs completed, Trash removed.
  "l-container": { value: 1 / 2, counts: [0, 0, 1, 1, 0], sums: [2, 1] },
  // ENG-1 2 days, ENG-6 1.5 days. Counted: 1 ✓, 6 ✓, 3, 8, 10, and the canceled 4.
  "l-cycle": { value: 3.5, progress: 3.5 / 7, counts: [0, 3, 0, 2, 1], sums: [3.5, 3.5] },
  "l-moved": { value: 1, counts: [0, 0, 0, 1, 0], sums: [4, 4], health: "done" },
  // ENG-6 ✓ 2, ENG-8 1 (its estimate was cleared), ENG-10 1 (restored).
  "l-docs": { value: 2 / 4, counts: [0, 2, 0, 1, 0], sums: [4, 2] },
  "l-oldname": nothing,

  // 60 ✓, 71 ✓ and 72 by their epic, ENG-6 ✓, ENG-8 and ENG-10 by their project, 82 by its field.
  "v-label": { value: 3 / 7, counts: [0, 3, 1, 3, 0], sums: [7, 3] },
  "v-field": { value: 2 / 3, counts: [0, 0, 1, 2, 0], sums: [3, 2] },
  // 90 ✓ weighs 3, 91 1, 93 ✓ and 94 0.5 each by the link on their epic.
  "v-link": { value: 3.5 / 5, counts: [0, 2, 0, 2, 0], sums: [5, 3.5] },

  // PLAT-2 ✓ 5, PLAT-3 3; PLAT-4 lies beneath PLAT-3, PLAT-5 left the epic.
  "d-epic": { value: 5 / 8, counts: [0, 1, 0, 1, 0], sums: [8, 5] },
  "a-auto": { value: 1 / 2, counts: [0, 0, 1, 1, 0], sums: [2, 1] },
  // OPS-1 and Linear's OPS-20.
  "q-cond": { value: 2, progress: 2 / 4, counts: [0, 0, 0, 2, 0], sums: [2, 2] },
  "c-moved": { value: 0.5, counts: [0, 0, 1, 0, 0], sums: [1, 0.5] },
  "c-left": nothing,

  // All of 1 is expected.
  "h-ontrack": { value: 9, progress: 0.9, health: "on_track" },
  "h-atrisk": { value: 7, progress: 0.7, health: "at_risk" },
  "h-off": { value: 6.9, progress: 0.69, health: "off_track" },
  "h-done": { value: 12, progress: 1, raw: 1.2, health: "done" },
  "h-nodata": { value: null, health: "no_data" },
  // 0.6 is expected: 0.5 / 0.6 = 0.83.
  "h-points": { value: 5, progress: 0.5, health: "at_risk" },
  "h-thresholds": { value: 4, progress: 0.4, health: "at_risk" },
  // 0.25 to 0.3025 is expected, and 0.3 of that at least: 0.1 is 0.33 to 0.4 of it.
  "i-inherits": { value: 1, progress: 0.1, health: "at_risk" },
  // 0.5 to 0.55 is expected: 0.3 is 0.54 to 0.6 of it.
  "i-linear": { value: 3, progress: 0.3, health: "on_track" },
  "i-dates": { value: 4.5, progress: 0.45, health: "at_risk" },
  "i-future": { value: 0, progress: 0, health: "on_track" },
  "s-stale": { value: 1 / 2, counts: [0, 1, 0, 1, 0], sums: [2, 1] },
};

const tree = (2 / 5 + (2 * 11) / 19 + 11 / 18.5 + 350 / 400 + 2 / 7 + 1.25 / 3 + 5 / 9 + 3.05 / 5) / 9;
const totals = (13 / 40 + 1 + 0.5 + 0.75 + 0.5 + 0.75 + 0.85 + 0.5) / 8;

export const expectedObjectives: Record<string, number | null> = {
  "o-tree": tree,
  "o-totals": totals,
  "o-milestones": 2 / 5,
  // (0.8 + 3·0.5 + 2·1) / 6 = 0.7167, capped at 0.65.
  "o-checkins": 0.65,
  "o-missed": 0,
  "o-capped": 0,
  "o-guards": null,
  "o-empty": null,
  // Own 0.5; children weigh 2, 1 and 1, the empty one counting as 0.
  "o-parent": (0.5 + 2 * tree + totals + 0) / 5,
  "o-mirror": 0.65,
  "o-linear": (3 / 8 + 0.5 / 7 + 1 / 2 + 1 / 2 + 1 + 1 / 2 + 0) / 7,
  "o-people": (3 / 7 + 2 / 3 + 0.7) / 3,
  "o-others": (5 / 8 + 1 / 2 + 1 / 2 + 1 / 2 + 0) / 5,
  "o-past": (0.9 + 0.7 + 0.69 + 1 + 0 + 0.5 + 0.4) / 7,
  "o-mid": (0.1 + 0.3 + 0.45 + 0) / 4,
  "o-quiet": 1 / 2,
};

/** Check-ins in the order in which they are made; the latest value counts, and one without a value leaves it alone. */
export const checkIns: readonly [keyResultId: string, body: object][] = [
  ["x-rising", { value: 70 }],
  ["x-rising", { value: 80, note: "the second survey" }],
  ["x-rising", { confidence: 0.6, health: "off_track", note: "the third is late" }],
  ["x-falling", { value: 125 }],
  ["b-in", { value: 110 }],
  ["b-in", { value: 100 }],
  ["g-cap", { value: 6.5 }],
  ["x-over", { value: 230 }],
  ["b-out", { value: 110 }],
  ["y-full", { value: 10 }],
  ["g-only", { value: 5 }],
  ["p-own", { value: 5 }],
  ["h-ontrack", { value: 9 }],
  ["h-atrisk", { value: 7 }],
  ["h-off", { value: 6.9 }],
  ["h-done", { value: 12 }],
  ["h-points", { value: 5 }],
  ["h-thresholds", { value: 4 }],
  ["i-inherits", { value: 1 }],
  ["i-linear", { value: 3 }],
  ["i-dates", { value: 4.5 }],
  ["i-future", { value: 0 }],
];

/** Rows of the ledger by issue: match, weight, size, credit, and why a row is not counted. */
export const expectedRows: Record<string, Record<string, string>> = {
  "c-estimate": {
    "SHOP-1": "rule r-c-estimate: grain",
    "SHOP-10": "rule r-c-estimate: grain",
    "SHOP-11": "rule r-c-estimate: 1 × 5 × 1",
    "SHOP-111": "rule r-c-estimate: grain",
    "SHOP-112": "rule r-c-estimate: grain",
    "SHOP-12": "rule r-c-estimate: 1 × 3 × 0",
    "SHOP-13": "rule r-c-estimate: 1 × 1 × 0",
    "SHOP-131": "rule r-c-estimate: grain",
    "SHOP-14": "rule r-c-estimate: canceled",
    "SHOP-20": "rule r-c-estimate: grain",
    "SHOP-21": "rule r-c-estimate: 1 × 4 × 0",
    "SHOP-22": "rule r-c-estimate: 1 × 6 × 1",
    "SHOP-30": "rule r-c-estimate: grain",
  },
  "v-link": {
    "SHOP-90": "link: 3 × 1 × 1",
    "SHOP-91": "link: 1 × 1 × 0",
    "SHOP-92": "link: grain",
    "SHOP-93": "link: 0.5 × 1 × 1",
    "SHOP-94": "link: 0.5 × 1 × 0",
  },
  "v-field": {
    "SHOP-80": "field keyResult: 1 × 1 × 1",
    "SHOP-81": "field keyResult: 1 × 1 × 1",
    "SHOP-82": "field keyResult: 1 × 1 × 0",
  },
  "l-initiative": {
    Retention: "rule r-l-initiative: grain",
    "Payments revamp": "rule r-l-initiative: grain",
    "ENG-1": "rule r-l-initiative: grain",
    "ENG-2": "rule r-l-initiative: 1 × 2 × 0.25",
    "ENG-3": "rule r-l-initiative: 1 × 5 × 0",
    "ENG-4": "rule r-l-initiative: canceled",
  },
};

export const countsOf = ({ counts }: KeyResultAnswer) =>
  [counts.backlog, counts.unstarted, counts.started, counts.completed, counts.canceled] as const;
