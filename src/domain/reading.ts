/** What each kind of measure reads from the rows in scope, the check-ins and other objectives. See spec domain.md section 3. */
import { exactSum } from "./exact-sum.ts";
import { compareCompletion, type LedgerGroup } from "./ledger-group.ts";
import type { Aggregate, Measure } from "./okr.ts";

/** What measures take that is not in the ledger. */
export interface MeasureInputs {
  /** The latest check-in value. */
  latestValue: number | null;
  /** Progress of the objective that an `objective` measure names. */
  objectiveProgress: number | null;
}

type Groups = readonly LedgerGroup[];

export interface Scope {
  counted: Groups;
  completed: Groups;
  /** Σ weight·size of the counted rows. */
  inScope: number;
  /** Σ weight·size·credit of the counted rows. */
  credited: number;
}

/** Both are null where there is no data. */
export interface Reading {
  value: number | null;
  rawProgress: number | null;
}

const noData: Reading = { value: null, rawProgress: null };

type Reader<M extends Measure> = (measure: M, scope: Scope, inputs: MeasureInputs) => Reading;

const readers: { readonly [K in Measure["kind"]]: Reader<Extract<Measure, { kind: K }>> } = {
  completion: (_measure, { inScope, credited }) => same(inScope === 0 ? null : credited / inScope),
  total: (measure, scope) => toward(measure, totalOf(measure, scope)),
  milestone: (_measure, scope) => milestone(scope),
  metric: (measure, _scope, { latestValue }) => toward(measure, latestValue),
  band: (measure, _scope, { latestValue }) => band(measure, latestValue),
  objective: (_measure, _scope, { objectiveProgress }) => same(objectiveProgress),
};

export function readMeasure(measure: Measure, scope: Scope, inputs: MeasureInputs): Reading {
  const reader = readers[measure.kind] as Reader<Measure>;
  return reader(measure, scope, inputs);
}

function same(value: number | null): Reading {
  return { value, rawProgress: value };
}

/** A target that is also the start is reached from there on. */
function toward({ start, target }: { start: number; target: number }, value: number | null): Reading {
  if (value === null) return noData;
  if (start === target) return { value, rawProgress: value >= target ? 1 : 0 };
  // Adding 0 turns the −0 of a falling target into 0.
  return { value, rawProgress: capped((value - start) / (target - start)) + 0 };
}

/** Over completed rows, weights ignored; there is at least one. */
const aggregates: { readonly [A in Exclude<Aggregate, "sum">]: (completed: Groups) => number } = {
  average: (completed) => sumOfSizes(completed) / numberOfRows(completed),
  min: (completed) => completed.reduce((least, { size }) => Math.min(least, size), Infinity),
  max: (completed) => completed.reduce((most, { size }) => Math.max(most, size), 0),
  latest: (completed) => completed.reduce((a, b) => (compareCompletion(a, b) < 0 ? b : a)).size,
};

function totalOf({ aggregate, start }: { aggregate: Aggregate; start: number }, scope: Scope): number | null {
  if (aggregate === "sum") return scope.inScope === 0 ? null : capped(start + scope.credited);
  return scope.completed.length === 0 ? null : aggregates[aggregate](scope.completed);
}

function milestone({ counted, completed }: Scope): Reading {
  const all = numberOfRows(counted);
  if (all === 0) return noData;
  const done = numberOfRows(completed);
  return { value: done / all, rawProgress: done === all ? 1 : 0 };
}

function band({ min, max }: { min: number | null; max: number | null }, value: number | null): Reading {
  if (value === null) return noData;
  return { value, rawProgress: value >= (min ?? -Infinity) && value <= (max ?? Infinity) ? 1 : 0 };
}

function sumOfSizes(groups: Groups): number {
  return exactSum(groups.map(({ count, size }) => ({ count, value: size })));
}

export function numberOfRows(groups: Groups): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** Keeps what overflows a number finite. */
export function capped(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}
