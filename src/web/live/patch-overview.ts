/** Puts a live event into an overview that is shown, at once; what follows from it comes with the next answer. */
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import type { LiveEvent } from "./live-event.ts";

type Told = Extract<LiveEvent, { kind: "progress" | "health" }>;

export function patchOverview(overview: OverviewAnswer, event: Told): OverviewAnswer {
  const { objectives } = overview;
  const changed = objectives.map((objective) => {
    if (event.subject === "objective") return objective.id === event.id ? patched(objective, event) : objective;
    const keyResults = objective.keyResults.map((each) => (each.id === event.id ? patchKeyResult(each, event) : each));
    return keyResults.every((each, i) => each === objective.keyResults[i]) ? objective : { ...objective, keyResults };
  });
  return changed.every((each, i) => each === objectives[i]) ? overview : { ...overview, objectives: changed };
}

/** A key result with what an event tells of it. */
export function patchKeyResult<T extends { value: number | null; rawProgress: number | null }>(
  keyResult: T,
  event: Told,
): T {
  const figures = event.kind === "progress" ? { value: event.value, rawProgress: event.rawProgress } : {};
  return { ...patched(keyResult, event), ...figures };
}

function patched<T>(subject: T, event: Told): T {
  return { ...subject, ...(event.kind === "progress" ? { progress: event.progress } : { health: event.health }) };
}
