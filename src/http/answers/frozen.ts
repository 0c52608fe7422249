/** Which of the frozen numbers are shown: those of the period in which an objective is now, as long as its due day stands. */
import { closesWith } from "../../domain/closing.ts";
import type { Objective } from "../../domain/okr.ts";
import type { FrozenView } from "../../store/period-closures.ts";

export type FrozenById = ReadonlyMap<string, FrozenView>;

/** By id of the objective or key result; ids are unique over both. */
export function frozenById(objectives: readonly Objective[], rows: readonly FrozenView[]): FrozenById {
  const found = new Map<string, FrozenView>();
  const byId = Map.groupBy(rows, ({ id }) => id);
  for (const objective of objectives) {
    const closing = [objective, ...objective.keyResults.filter((each) => closesWith(objective, each))];
    for (const { id } of closing) {
      const own = byId.get(id)?.find((row) => row.period === objective.period && row.due === objective.due);
      if (own !== undefined) found.set(id, own);
    }
  }
  return found;
}
