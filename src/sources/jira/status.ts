import type { StatusCategory } from "../../domain/issue.ts";
import type { JiraStatus } from "./schema.ts";

/** `undefined` is Jira's own "No Category", which is not started. */
const categoryByKey: ReadonlyMap<unknown, StatusCategory> = new Map([
  ["new", "unstarted"],
  ["undefined", "unstarted"],
  ["indeterminate", "started"],
  ["done", "completed"],
]);

const categoryById: ReadonlyMap<unknown, StatusCategory> = new Map([
  ["1", "unstarted"],
  ["2", "unstarted"],
  ["4", "started"],
  ["3", "completed"],
]);

/**
 * By key, else by id: names are translated and renamed. A done issue with one of `canceledResolutions` is canceled.
 * Null for a category that Jira does not have.
 */
export function categoryOf(
  { statusCategory }: JiraStatus,
  resolution: string | null,
  canceledResolutions: readonly string[],
): StatusCategory | null {
  const category = categoryByKey.get(statusCategory.key) ?? categoryById.get(String(statusCategory.id)) ?? null;
  if (category !== "completed" || resolution === null) return category;
  const isCanceled = canceledResolutions.some((each) => each.toLowerCase() === resolution.toLowerCase());
  return isCanceled ? "canceled" : "completed";
}
