/** Numbers as the API shows them: recorded or computed ones, and over them those that a closed period has frozen. */
import type { Instant } from "../../domain/issue.ts";
import type { Objective } from "../../domain/okr.ts";
import type { Figures, Shown } from "../../domain/plan-changes.ts";
import type { Numbers } from "../../domain/plan-numbers.ts";
import type { Queryable } from "../../store/database.ts";
import { listFrozen } from "../../store/period-closures.ts";
import { listProgress } from "../../store/views/progress.ts";
import { frozenById } from "./frozen.ts";

/** What is shown now of these objectives and their key results. */
export async function readShown(db: Queryable, objectives: readonly Objective[], now: Instant): Promise<Shown> {
  const { keyResultIds, objectiveIds } = idsOf(objectives);
  const recorded = await listProgress(db, keyResultIds, objectiveIds);
  const { key_result: keyResults = [], objective = [] } = Object.groupBy(recorded, ({ subject }) => subject);
  const numbers = {
    keyResults: new Map(keyResults.map((row) => [row.id, row])),
    objectives: new Map(objective.map(({ id, progress }) => [id, progress])),
  };
  return shownAs(db, objectives, numbers, now);
}

/** What would be shown of them with these numbers; what has none has no data. */
export async function shownAs(
  db: Queryable,
  objectives: readonly Objective[],
  numbers: { keyResults: ReadonlyMap<string, Figures>; objectives: Numbers["objectives"] },
  now: Instant,
): Promise<Shown> {
  const { keyResultIds, objectiveIds } = idsOf(objectives);
  const frozen = frozenById(objectives, await listFrozen(db, keyResultIds, objectiveIds, new Date(now)));
  const figuresOf = (id: string): Figures => {
    const { progress = null, value = null } = frozen.get(id) ?? numbers.keyResults.get(id) ?? {};
    return { progress, value };
  };
  const progressOf = (id: string) => {
    const own = frozen.get(id);
    return own === undefined ? (numbers.objectives.get(id) ?? null) : own.progress;
  };
  return {
    keyResults: new Map(keyResultIds.map((id) => [id, figuresOf(id)])),
    objectives: new Map(objectiveIds.map((id) => [id, progressOf(id)])),
    closed: new Set(frozen.keys()),
  };
}

function idsOf(objectives: readonly Objective[]) {
  return {
    objectiveIds: objectives.map(({ id }) => id),
    keyResultIds: objectives.flatMap(({ keyResults }) => keyResults.map(({ id }) => id)),
  };
}
