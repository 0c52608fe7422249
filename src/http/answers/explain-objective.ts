/** Where an objective's number comes from: the tree beneath it, with the weights and guardrails of each mean. */
import { type ExplainedMean, explainMean } from "../../domain/explain-mean.ts";
import type { Instant } from "../../domain/issue.ts";
import type { Objective } from "../../domain/okr.ts";
import type { Queryable } from "../../store/database.ts";
import { listFrozen } from "../../store/period-closures.ts";
import { listProgress } from "../../store/views/progress.ts";
import type { ExplainedObjective } from "../schemas/explain.ts";
import type { ObjectiveAnswer } from "../schemas/objective.ts";
import { frozenById } from "./frozen.ts";

type Node = ExplainedObjective["objectives"][number];

/** The objective and all beneath it, depth first, in file order. */
export function objectivesBeneath(all: readonly Objective[], root: Objective): Objective[] {
  const found = new Set<Objective>();
  const visit = (objective: Objective) => {
    if (found.has(objective)) return;
    found.add(objective);
    for (const child of all) if (child.parent === objective.id) visit(child);
  };
  visit(root);
  return [...found];
}

/** `shown` are the answers for these objectives, in their order. */
export async function explainObjectives(
  db: Queryable,
  objectives: readonly Objective[],
  shown: readonly ObjectiveAnswer[],
  now: Instant,
): Promise<ExplainedObjective> {
  const keyResultIds = objectives.flatMap(({ keyResults }) => keyResults.map(({ id }) => id));
  const objectiveIds = objectives.map(({ id }) => id);
  const recorded = await listProgress(db, keyResultIds, objectiveIds);
  const frozen = frozenById(objectives, await listFrozen(db, keyResultIds, objectiveIds, new Date(now)));
  const progress = new Map(recorded.map((row) => [row.id, row.progress]));
  const answers = new Map(shown.flatMap((each) => [each, ...each.keyResults]).map((each) => [each.id, each]));
  return {
    objectives: objectives.map((objective, at) => {
      const { mean, cappedBy, progress: computed, parts } = meanOf(objective, objectives, progress);
      const own = nodeAnswer(objective, shown[at]!);
      const closed = frozen.has(objective.id);
      return {
        ...own,
        closed,
        mean,
        cappedBy,
        computed,
        parts: parts.map((part) => partAnswer(part, objective, answers)),
      };
    }),
  };
}

function nodeAnswer({ id, rollup, weight }: Objective, shown: ObjectiveAnswer) {
  const { title, period, kind, parent, progress, health, children } = shown;
  return { id, title, period, kind, parent, weight, rollup, progress, health, children };
}

/** By recorded numbers: closed periods are a copy that readers are shown, and roll-ups know nothing of it. */
function meanOf(
  { id, rollup, keyResults }: Objective,
  objectives: readonly Objective[],
  progress: ReadonlyMap<string, number | null>,
): ExplainedMean {
  const measured = <T extends { id: string }>(each: T) => ({ ...each, progress: progress.get(each.id) ?? null });
  const children = objectives.filter(({ parent }) => parent === id);
  return explainMean(rollup, keyResults.map(measured), children.map(measured));
}

function partAnswer(
  part: ExplainedMean["parts"][number],
  { keyResults }: Objective,
  answers: ReadonlyMap<string, Pick<Node, "title" | "health">>,
): Node["parts"][number] {
  const { title, health } = answers.get(part.id)!;
  const measure = keyResults.find(({ id }) => id === part.id)?.measure;
  return { ...part, title, health, measures: measure?.kind === "objective" ? measure.objective : null };
}
