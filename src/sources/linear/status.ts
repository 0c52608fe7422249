/** Linear's status types → ours. See spec domain.md section 1. */
import type { StatusCategory } from "../../domain/issue.ts";

type Categories = Readonly<Record<string, StatusCategory>>;

export const issueCategories: Categories = {
  triage: "backlog",
  backlog: "backlog",
  unstarted: "unstarted",
  started: "started",
  completed: "completed",
  canceled: "canceled",
  duplicate: "canceled",
};

export const projectCategories: Categories = {
  backlog: "backlog",
  planned: "unstarted",
  started: "started",
  paused: "started",
  completed: "completed",
  canceled: "canceled",
};

export const initiativeCategories: Categories = {
  proposed: "backlog",
  planned: "unstarted",
  active: "started",
  completed: "completed",
  canceled: "canceled",
};

/** Null for a type that Linear does not have; compared without case, since initiatives write theirs with a capital. */
export function categoryOf(categories: Categories, type: string): StatusCategory | null {
  const name = type.toLowerCase();
  return Object.hasOwn(categories, name) ? categories[name]! : null;
}
