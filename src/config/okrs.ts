/** okrs.yaml: tree → periods, objectives and key results with every default filled in. */
import { keyResultTreesOf } from "./alignment.ts";
import type { KeyResult, Objective, Period } from "../domain/okr.ts";
import { refuseDuplicates, type PlacedId, unknownName } from "./id.ts";
import { readKeyResult } from "./key-result.ts";
import { ObjectiveShape, PeriodShape } from "./okrs-shape.ts";
import { pacePointsInOrder, thresholdsFrom } from "./pace-and-health.ts";
import type { Report } from "./problem.ts";
import { checkShape, isWhole, itemsAt, textAt } from "./shape.ts";
import { positionAt, type MapTree, type Tree } from "./yaml/tree.ts";
import { unknownKeys } from "./zod-complaint.ts";

/** A checked thing, and where it is written. */
export interface Placed<T> {
  value: T;
  tree: Tree;
}

export interface Okrs {
  periods: readonly Placed<Period>[];
  objectives: readonly Placed<Objective>[];
  keyResults: readonly Placed<KeyResult>[];
  /** Of all that is written, faulty or not: what may be referred to. Null where not all of it could be read. */
  objectiveIds: readonly string[] | null;
  keyResultIds: readonly string[] | null;
  objectiveTrees: readonly Tree[];
  keyResultTrees: readonly Tree[];
}

const rootKeys = ["periods", "objectives"];

export function readOkrs(root: MapTree, report: Report): Okrs {
  refuseUnknownKeys(root, rootKeys, report);
  for (const key of rootKeys) {
    if (!root.entries.has(key)) report.problem(root.at, `missing key "${key}"`);
  }
  const periodTrees = itemsAt(root, "periods", report);
  const objectiveTrees = itemsAt(root, "objectives", report);
  const keyResultTrees = objectiveTrees.flatMap(keyResultTreesOf);
  refuseDuplicates(periodTrees.flatMap(placedId), "id", report);
  refuseDuplicates([...objectiveTrees, ...keyResultTrees].flatMap(placedId).toSorted(byPlace), "id", report);
  const periods = periodTrees.flatMap((tree) => readPeriod(tree, report));
  const known = isWhole(root, "periods") ? idsOf(periodTrees) : null;
  const byId = new Map(periods.map(({ value }) => [value.id, value]));
  const read = objectiveTrees.map((tree) => readObjective(tree, { byId, known }, report));
  return {
    periods,
    objectives: read.flatMap(({ objective }) => objective),
    keyResults: read.flatMap(({ keyResults }) => keyResults),
    objectiveIds: isWhole(root, "objectives") ? idsOf(objectiveTrees) : null,
    keyResultIds:
      isWhole(root, "objectives") && objectiveTrees.every(namesItsKeyResults) ? idsOf(keyResultTrees) : null,
    objectiveTrees,
    keyResultTrees,
  };
}

function idsOf(trees: readonly Tree[]): readonly string[] {
  return trees.flatMap(placedId).map(({ id }) => id);
}

/** Not where its list is no list, or may hide under a misspelt key. */
function namesItsKeyResults(objective: Tree): boolean {
  if (isWhole(objective, "keyResults")) return true;
  if (objective.kind !== "map" || objective.entries.has("keyResults")) return false;
  return [...objective.entries.keys()].every((key) => Object.hasOwn(ObjectiveShape.shape, key));
}

/** Complains about keys of the map that are none of `valid`. */
export function refuseUnknownKeys(root: MapTree, valid: readonly string[], report: Report): void {
  for (const [key, { keyAt }] of root.entries) {
    if (valid.includes(key)) continue;
    for (const { message } of unknownKeys([key], valid, [], report.showsValues)) report.problem(keyAt, message);
  }
}

/** The id as it is written, where it is text. */
export function placedId(tree: Tree): PlacedId[] {
  const id = textAt(tree, ["id"]);
  return id === null ? [] : [{ id, at: positionAt(tree, ["id"]) }];
}

function byPlace(a: PlacedId, b: PlacedId): number {
  return a.at.line - b.at.line || a.at.column - b.at.column;
}

function readPeriod(tree: Tree, report: Report): Placed<Period>[] {
  const period = checkShape(PeriodShape, tree, "period", report);
  if (period === null) return [];
  if (period.start > period.due) {
    report.problem(positionAt(tree, ["due"]), `due: ${period.due} is before the start, ${period.start}`);
  }
  return [{ value: period, tree }];
}

interface Periods {
  byId: ReadonlyMap<string, Period>;
  /** All that are written, faulty or not; null where nothing can be said. */
  known: readonly string[] | null;
}

interface ReadObjective {
  objective: Placed<Objective>[];
  keyResults: Placed<KeyResult>[];
}

function readObjective(tree: Tree, periods: Periods, report: Report): ReadObjective {
  const shape = checkShape(ObjectiveShape, tree, "objective", report);
  const period = periodOf(tree, periods, report);
  const inherited = {
    objectiveId: textAt(tree, ["id"]) ?? "",
    pace: shape?.pace ?? "linear",
    health: thresholdsFrom(shape?.health, null, tree, report),
    period,
  };
  if (shape !== null) pacePointsInOrder(shape.pace, tree, report);
  const keyResultTrees = tree.kind === "map" ? itemsAt(tree, "keyResults", report) : [];
  const keyResults = keyResultTrees.flatMap((each): Placed<KeyResult>[] => {
    const value = readKeyResult(each, inherited, report);
    return value === null ? [] : [{ value, tree: each }];
  });
  if (shape === null || period === null) return { objective: [], keyResults };
  const value = objectiveFrom(shape, inherited, period, keyResults);
  return { objective: [{ value, tree }], keyResults };
}

function objectiveFrom(
  shape: ObjectiveShape,
  inherited: Pick<Objective, "pace" | "health">,
  period: Period,
  keyResults: readonly Placed<KeyResult>[],
): Objective {
  return {
    id: shape.id,
    title: shape.title,
    description: shape.description ?? null,
    period: shape.period,
    owner: shape.owner ?? null,
    team: shape.team ?? null,
    kind: shape.kind,
    parent: shape.parent ?? null,
    weight: shape.weight,
    rollup: shape.rollup,
    pace: inherited.pace,
    health: inherited.health,
    start: period.start,
    due: period.due,
    keyResults: keyResults.map(({ value }) => value),
  };
}

/** Null where the period is not named, unknown or itself faulty. */
function periodOf(objective: Tree, { byId, known }: Periods, report: Report): Period | null {
  const name = textAt(objective, ["period"]);
  if (name === null || name === "") return null;
  if (known !== null && !byId.has(name) && !known.includes(name)) {
    report.problem(positionAt(objective, ["period"]), unknownName("period", "period", name, known));
  }
  return byId.get(name) ?? null;
}
