/** How a period ended, or stands now. */
import type { CurrentConfig } from "../../deps.ts";
import type { Contribution } from "../../domain/contribution.ts";
import type { FrozenFigures } from "../../domain/closing.ts";
import type { Grade } from "../../domain/health.ts";
import type { Objective, Period } from "../../domain/okr.ts";
import type { PeriodState } from "../../domain/report-period.ts";
import { type OkrPlan, readStandingAsOf } from "../../store/as-of.ts";
import { listContributionsOfKeyResults } from "../../store/contributions.ts";
import type { Queryable } from "../../store/database.ts";
import { listFrozen } from "../../store/period-closures.ts";
import type { StoredRevision } from "../../store/revisions.ts";
import { listProgress } from "../../store/views/progress.ts";
import type { ClosingView } from "../../store/views/report.ts";

type Figures = Omit<FrozenFigures, "counts" | "rawProgress">;

export interface PeriodEnd {
  revision: number;
  /** Of the configuration that was in force at the end, or is; those of the period among them. */
  objectives: readonly Objective[];
  /** By id; ids are unique over both. */
  figures: ReadonlyMap<string, Figures>;
  /** As it was frozen; undefined for what is not closed. */
  frozenGrades: ReadonlyMap<string, Grade | null>;
  ledger: ReadonlyMap<string, readonly Contribution[]>;
}

interface Wanted {
  current: CurrentConfig;
  period: Period;
  state: PeriodState;
  at: Date;
  closing: ClosingView | null;
  planOf: (revision: StoredRevision) => OkrPlan;
}

/** What runs is read as the dashboard shows it; what is over is rebuilt as of its end, with what was frozen laid over it. */
export async function readPeriodEnd(db: Queryable, wanted: Wanted): Promise<PeriodEnd> {
  const { current, state, at, planOf } = wanted;
  if (state === "ahead" || state === "running") return readPresent(db, current, wanted.period);
  const past = await readStandingAsOf(db, at, planOf);
  const { objectives } = past.plan;
  const none = { inScope: null, credited: null };
  const figures = new Map<string, Figures>([
    ...past.keyResults,
    ...[...past.objectives].map(([id, progress]) => [id, { value: progress, progress, ...none }] as const),
  ]);
  const frozenGrades = new Map<string, Grade | null>();
  for (const frozen of await listOwnFrozen(db, objectives, wanted)) {
    figures.set(frozen.id, frozen);
    frozenGrades.set(frozen.id, frozen.grade);
  }
  return { revision: past.revision, objectives, figures, frozenGrades, ledger: past.ledger };
}

async function listOwnFrozen(db: Queryable, objectives: readonly Objective[], { period, closing }: Wanted) {
  if (closing === null) return [];
  const own = objectives.filter((objective) => objective.period === period.id);
  const keyResultIds = own.flatMap(({ keyResults }) => keyResults.map(({ id }) => id));
  const rows = await listFrozen(
    db,
    keyResultIds,
    own.map(({ id }) => id),
    closing.closedAt,
  );
  return rows.filter((row) => row.period === period.id && row.due === closing.due);
}

async function readPresent(db: Queryable, { config, revision }: CurrentConfig, { id }: Period): Promise<PeriodEnd> {
  const objectives = config.objectives.filter(({ period }) => period === id);
  const keyResultIds = objectives.flatMap(({ keyResults }) => keyResults.map((keyResult) => keyResult.id));
  const objectiveIds = objectives.map((objective) => objective.id);
  const [progress, rows] = await Promise.all([
    listProgress(db, keyResultIds, objectiveIds),
    listContributionsOfKeyResults(db, keyResultIds),
  ]);
  return {
    revision,
    objectives,
    figures: new Map(progress.map((row) => [row.id, row])),
    frozenGrades: new Map(),
    ledger: Map.groupBy(rows, ({ keyResultId }) => keyResultId),
  };
}
