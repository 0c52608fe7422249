/** Plans as the service answers them. */
import type { PlanAnswer } from "../../src/http/schemas/plan.ts";

export type KeyResultPlan = PlanAnswer["keyResults"][number];

export function aPlan(changes: Partial<PlanAnswer> = {}): PlanAnswer {
  const none = { keyResults: [], objectives: [], orphanedLinks: [], warnings: [] };
  return { changed: true, revision: 7, ...none, ...changes };
}

export function aKeyResultPlan(changes: Partial<KeyResultPlan> = {}): KeyResultPlan {
  const figures = { before: { progress: 0.4, value: 2 }, after: { progress: 0.6, value: 3 } };
  const moves = { gained: [], gainedCount: 0, lost: [], lostCount: 0, reweighedCount: 0 };
  return { id: "beta", ...figures, ...moves, closed: false, ...changes };
}

export const gain = (key: string) => ({ ref: `jira:${key}`, key, rule: "epic" });
export const fullPlan = aPlan({
  objectives: [{ id: "launch", change: "moved", before: 0.5, after: 0.25, closed: false }],
  keyResults: [
    aKeyResultPlan({
      gained: [gain("SHOP-1"), gain("SHOP-2")],
      gainedCount: 1_200,
      lost: [{ ...gain("SHOP-3"), rule: "link:7", reason: "grain" }],
      lostCount: 1,
      reweighedCount: 2,
    }),
  ],
  orphanedLinks: [{ id: "4", issue: "SHOP-9", keyResult: "gone", weight: 1 }],
  warnings: ["mapping.yaml:3:5: careful"],
});
