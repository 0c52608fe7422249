/** How much of an issue's size is credited, in 0…1. See spec domain.md section 3. */
import { type Issue, statusCategories, type StatusCategory } from "./issue.ts";
import { type CanceledPolicy, type Credit, defaultCredit, type KeyResult } from "./okr.ts";

/** Category and status names as they are written → credit; what is not mentioned keeps its default. Names compare without case. */
export function creditFrom(written: Readonly<Record<string, number>>): Credit {
  const entries = Object.entries(written).map(([name, credit]) => [name.toLowerCase(), credit] as const);
  const isCategory = (name: string) => (statusCategories as readonly string[]).includes(name);
  return {
    byCategory: { ...defaultCredit.byCategory, ...Object.fromEntries(entries.filter(([name]) => isCategory(name))) },
    byStatus: Object.fromEntries(entries.filter(([name]) => !isCategory(name))),
  };
}

/** After the canceled policy: what is canceled has no credit, or that of completed work. A status name wins over its category. */
export function creditOf(issue: Issue, { credit, canceled }: Pick<KeyResult, "credit" | "canceled">): number {
  if (issue.statusCategory === "canceled" && canceled !== "credit") return 0;
  const category = countsAsCompleted(issue.statusCategory, canceled) ? "completed" : issue.statusCategory;
  const status = issue.status.toLowerCase();
  return Object.hasOwn(credit.byStatus, status) ? credit.byStatus[status]! : credit.byCategory[category];
}

/** Completed, or canceled where the key result credits that as completed. */
export function countsAsCompleted(category: StatusCategory, canceled: CanceledPolicy): boolean {
  return category === "completed" || (category === "canceled" && canceled === "credit");
}
