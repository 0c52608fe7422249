/** The days before anything was recorded, rebuilt from when issues were created, started and completed. */
import { compareText } from "./compare-text.ts";
import type { Contribution } from "./contribution.ts";
import { addDays, dayStart } from "./day.ts";
import type { Instant } from "./issue.ts";
import { addRow, type LedgerGroups, removeRow } from "./ledger-group.ts";
import { measure } from "./measure.ts";
import type { Day, KeyResult, Objective } from "./okr.ts";
import { type PastRow, phasesOf } from "./past-phases.ts";
import { objectiveOrder, rollUpObjective } from "./rollup.ts";

/** How long before a period its past begins: what was done ahead of it shows as its first point. */
export const leadDays = 30;

export interface PastInputs {
  objectives: readonly Objective[];
  /** Settled ledgers by key result, of those that issues drive. */
  ledgers: ReadonlyMap<string, readonly PastRow[]>;
  /** The last day that is rebuilt. */
  to: Day;
}

export interface PastPoint {
  /** What held at the end of this day. */
  day: Day;
  subject: "key_result" | "objective";
  id: string;
  value: number | null;
  progress: number | null;
  rawProgress: number | null;
  /** Null for objectives. */
  inScope: number | null;
  credited: number | null;
}

type Figures = Omit<PastPoint, "day" | "subject" | "id">;

interface Transition {
  at: Instant;
  before: Contribution | null;
  after: Contribution;
}

/** Points in the order of days, for each key result and objective where its figures changed; metrics have no past. */
export function pastOf({ objectives, ledgers, to }: PastInputs): PastPoint[] {
  const ordered = objectiveOrder(objectives);
  const walks = new Map(
    ordered.flatMap(({ keyResults }) =>
      keyResults.map((keyResult) => [keyResult.id, walkOf(keyResult, ledgers.get(keyResult.id) ?? [])] as const),
    ),
  );
  const points: PastPoint[] = [];
  const told = new Map<string, string>();
  const starts = ordered.flatMap(({ start, keyResults }) => [start, ...keyResults.map((each) => each.start)]);
  const first = starts.sort(compareText)[0] ?? to;
  for (let day = addDays(first, -leadDays); day <= to; day = addDays(day, 1)) {
    const progress = new Map<string, number | null>();
    const tell = (subject: PastPoint["subject"], { id, start }: { id: string; start: Day }, figures: Figures) => {
      progress.set(id, figures.progress);
      if (day < addDays(start, -leadDays) || told.get(id) === faceOf(figures)) return;
      if (!told.has(id) && figures.progress === null) return;
      told.set(id, faceOf(figures));
      points.push({ day, subject, id, ...figures });
    };
    for (const objective of ordered) {
      for (const keyResult of objective.keyResults) {
        const figures = walks.get(keyResult.id)!(day, progress);
        tell("key_result", keyResult, figures);
      }
      tell("objective", objective, objectiveFigures(objective, objectives, progress));
    }
  }
  return points;
}

type Walk = (day: Day, objectiveProgress: ReadonlyMap<string, number | null>) => Figures;

/** Days are to be asked for in order: each goes on from the one before. */
function walkOf(keyResult: KeyResult, rows: readonly PastRow[]): Walk {
  const transitions = rows.flatMap((row) => transitionsOf(row, keyResult)).sort((a, b) => compareText(a.at, b.at));
  const groups: LedgerGroups = new Map();
  let next = 0;
  return (day, objectiveProgress) => {
    const end = dayStart(addDays(day, 1));
    for (; next < transitions.length && transitions[next]!.at < end; next += 1) {
      const { before, after } = transitions[next]!;
      if (before !== null) removeRow(groups, before);
      addRow(groups, after);
    }
    const by = keyResult.measure;
    const measured = by.kind === "objective" ? (objectiveProgress.get(by.objective) ?? null) : null;
    const inputs = { latestValue: null, objectiveProgress: measured };
    const { value, progress, rawProgress, inScope, credited } = measure(keyResult, [...groups.values()], inputs);
    return { value, progress, rawProgress, inScope, credited };
  };
}

function transitionsOf(row: PastRow, keyResult: KeyResult): Transition[] {
  const phases = phasesOf(row, keyResult);
  // A phase never begins before the one that it ends, whatever the tracker says.
  let at: Instant = "";
  return phases.map(({ from, row: after }, i) => {
    at = from !== null && from > at ? from : at;
    return { at, before: phases[i - 1]?.row ?? null, after };
  });
}

function objectiveFigures(
  { id, rollup, keyResults }: Objective,
  objectives: readonly Objective[],
  progressOf: ReadonlyMap<string, number | null>,
): Figures {
  const own = keyResults.map((each) => ({ ...each, progress: progressOf.get(each.id)! }));
  const children = objectives
    .filter(({ parent }) => rollup === "withChildren" && parent === id)
    .map((child) => ({ weight: child.weight, progress: progressOf.get(child.id)! }));
  const progress = rollUpObjective(rollup, own, children);
  return { value: progress, progress, rawProgress: progress, inScope: null, credited: null };
}

function faceOf({ value, progress, rawProgress, inScope, credited }: Figures): string {
  return JSON.stringify([value, progress, rawProgress, inScope, credited]);
}
