/** A key result's ledger and history as the API shows them. */
import { z } from "zod";
import { statusCategories } from "../../domain/issue.ts";
import { pageOf } from "./page.ts";
import { instant } from "./text.ts";

export const ContributionAnswer = z
  .object({
    issue: z.object({
      ref: z.string(),
      key: z.string().nullable(),
      title: z.string().nullable(),
      url: z.string().nullable(),
      source: z.string(),
      statusCategory: z.enum(statusCategories),
      status: z.string().nullable(),
    }),
    match: z.object({
      kind: z.enum(["rule", "link", "label", "field"]),
      id: z.string().describe("The rule's or link's id, the label, or the field's alias."),
    }),
    weight: z.number(),
    size: z.number(),
    credit: z.number().describe("0…1."),
    counted: z.boolean(),
    reason: z.enum(["canceled", "grain"]).nullable().describe("Why it is not counted."),
  })
  .describe("A row of the ledger.");
export type ContributionAnswer = z.infer<typeof ContributionAnswer>;

export const LedgerPage = pageOf(ContributionAnswer).extend({
  sums: z
    .object({ size: z.number(), credited: z.number() })
    .describe("Σ weight·size and Σ weight·size·credit of all counted rows, whatever the page."),
});

export const CauseAnswer = z
  .object({
    kind: z.enum(["delivery", "check_in", "link", "config", "date", "reconcile", "history"]),
    id: z.string().nullable(),
    issue: z.string().nullable().optional().describe("Ref of the issue that moved it."),
  })
  .describe("What moved a number.");

export const HistoryAnswer = z
  .object({
    points: z.array(
      z.object({
        at: instant,
        value: z.number().nullable(),
        progress: z.number().nullable(),
        expected: z.number(),
        cause: CauseAnswer,
      }),
    ),
    scope: z
      .array(z.object({ at: instant, inScope: z.number(), completed: z.number() }))
      .describe("Σ weight·size in scope and credited, where they changed."),
  })
  .describe("How a key result came to its value.");
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;
