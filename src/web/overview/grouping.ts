/** Objectives by team, and by what they are aligned with. */
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";
import type { Shown } from "./filter.ts";

export interface TeamGroup {
  /** Null: of no team. */
  team: string | null;
  shown: readonly Shown[];
}

/** In the order in which teams first appear; what belongs to none comes last. */
export function groupByTeam(shown: readonly Shown[]): TeamGroup[] {
  const groups = new Map<string | null, Shown[]>();
  for (const each of shown) {
    const group = groups.get(each.objective.team);
    if (group === undefined) groups.set(each.objective.team, [each]);
    else group.push(each);
  }
  return [...groups]
    .map(([team, members]) => ({ team, shown: members }))
    .sort((a, b) => Number(a.team === null) - Number(b.team === null));
}

export interface Branch {
  objective: ObjectiveAnswer;
  /** Null where only something beneath it passes the filter. */
  shown: Shown | null;
  branches: readonly Branch[];
}

/** Trees of alignment. An objective whose parent is not of this period stands at the top. */
export function growTree(objectives: readonly ObjectiveAnswer[], shown: readonly Shown[]): Branch[] {
  const shownById = new Map(shown.map((each) => [each.objective.id, each]));
  const ids = new Set(objectives.map(({ id }) => id));
  const byParent = Map.groupBy(objectives, ({ parent }) => (parent !== null && ids.has(parent) ? parent : null));
  const grow = (parent: string | null): Branch[] =>
    (byParent.get(parent) ?? []).flatMap((objective) => {
      const branches = grow(objective.id);
      const own = shownById.get(objective.id) ?? null;
      return own === null && branches.length === 0 ? [] : [{ objective, shown: own, branches }];
    });
  return grow(null);
}
