/** Periods, objectives, key results and their measures, with every default filled in. See spec domain.md sections 3 and 4. */
import type { StatusCategory } from "./issue.ts";

/** A calendar day, `2026-10-01`; a period runs from the first instant of `start` to the last of `due`, in UTC. */
export type Day = string;

export interface Period {
  id: string;
  start: Day;
  due: Day;
}

/** What one issue weighs in a measure: 1, its estimate, or a numeric field by alias. */
export type SizeBy = "count" | "estimate" | `field:${string}`;

export type Aggregate = "sum" | "average" | "min" | "max" | "latest";

export type Measure =
  | { kind: "completion"; by: SizeBy }
  | { kind: "total"; by: SizeBy; aggregate: Aggregate; start: number; target: number; unit: string | null }
  | { kind: "milestone" }
  | { kind: "metric"; start: number; target: number; unit: string | null }
  | { kind: "band"; min: number | null; max: number | null; unit: string | null }
  | { kind: "objective"; objective: string };

export type Grain = "issue" | "leaf" | "container" | "all";
export type CanceledPolicy = "exclude" | "keep" | "credit";
export type Pace = "linear" | "backLoaded" | readonly (readonly [number, number])[];

/** Ratios of progress to expected progress from which a key result is on track, or at risk. */
export interface HealthThresholds {
  onTrack: number;
  atRisk: number;
}

/** Credit in 0…1 by category and by status name (lower case); a name wins over its category. */
export interface Credit {
  byCategory: Readonly<Record<StatusCategory, number>>;
  byStatus: Readonly<Record<string, number>>;
}

export interface KeyResult {
  id: string;
  objectiveId: string;
  title: string;
  description: string | null;
  owner: string | null;
  weight: number;
  measure: Measure;
  grain: Grain;
  canceled: CanceledPolicy;
  credit: Credit;
  /** Size of an issue without an estimate, under `by: estimate`. */
  unestimated: number;
  guardrail: boolean;
  pace: Pace;
  health: HealthThresholds;
  start: Day;
  due: Day;
}

export interface Objective {
  id: string;
  title: string;
  description: string | null;
  period: string;
  owner: string | null;
  team: string | null;
  kind: "committed" | "aspirational";
  parent: string | null;
  weight: number;
  rollup: "own" | "withChildren";
  pace: Pace;
  health: HealthThresholds;
  start: Day;
  due: Day;
  keyResults: readonly KeyResult[];
}

export const defaultCredit: Credit = {
  byCategory: { backlog: 0, unstarted: 0, started: 0, completed: 1, canceled: 0 },
  byStatus: {},
};

export const defaultThresholds: HealthThresholds = { onTrack: 0.9, atRisk: 0.7 };
