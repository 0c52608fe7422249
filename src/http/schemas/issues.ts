/** Issues as a search shows them. */
import { z } from "zod";
import { statusCategories } from "../../domain/issue.ts";
import { text } from "./text.ts";

const defaultLimit = 20;
const greatestLimit = 100;

export const IssueQuery = z.object({
  query: text(500)
    .trim()
    .min(1)
    .describe(
      "The beginning of a key; a key, ref or address; or words of a title, of which the last may be unfinished.",
    ),
  limit: z.coerce.number().int().min(1).max(greatestLimit).default(defaultLimit).describe("How many items at most."),
});

export const FoundIssueAnswer = z
  .object({
    ref: z.string(),
    key: z.string(),
    title: z.string(),
    url: z.string().nullable(),
    source: z.string(),
    kind: z.enum(["issue", "project", "initiative"]),
    type: z.string(),
    level: z.number().int().describe("−1 sub-task, 0 issue, 1 epic or project, 2 and more above."),
    status: z.string(),
    statusCategory: z.enum(statusCategories),
  })
  .describe("An issue, project or initiative.");

export const FoundIssues = z.object({ items: z.array(FoundIssueAnswer) });
