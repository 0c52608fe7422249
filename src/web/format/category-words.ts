/** Status categories in words; each has a shape of its own as well (`ui/category-shape.tsx`). */
import type { StatusCategory } from "../../domain/issue.ts";

export const categoryWords: Readonly<Record<StatusCategory, string>> = {
  completed: "completed",
  started: "in progress",
  unstarted: "to do",
  backlog: "backlog",
  canceled: "canceled",
};

/** What is furthest along first. */
export const categoriesByProgress: readonly StatusCategory[] = [
  "completed",
  "started",
  "unstarted",
  "backlog",
  "canceled",
];
