/** A key result's ledger and history as the API shows them. */
import { z } from "zod";
import { statusCategories } from "../../domain/issue.ts";
import { PageQuery, pageOf } from "./page.ts";
import { instant, text } from "./text.ts";

const matchKinds = ["rule", "link", "label", "field"] as const;

export const LedgerQuery = PageQuery.extend({
  query: text(500).trim().min(1).optional().describe("Only issues with this in their key or title."),
  counted: z.enum(["true", "false"]).optional().describe("Only rows that are counted, or that are not."),
  match: text(500)
    .regex(
      /^(?:rule|link|label|field)(?::.+)?$/,
      "must be rule, link, label or field, or one of them and an id: rule:<id>",
    )
    .optional()
    .describe("Only what matched so: `rule`, `link`, `label`, `field`, or one of them by name, as in `rule:<id>`."),
});

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
      kind: z.enum(matchKinds),
      id: z.string().describe("The rule's or link's id, the label, or the field's alias."),
    }),
    weight: z.number(),
    size: z.number(),
    credit: z.number().describe("0…1."),
    counted: z.boolean(),
    reason: z.enum(["canceled", "grain"]).nullable().describe("Why it is not counted."),
    via: z
      .object({ ref: z.string(), key: z.string().nullable(), title: z.string().nullable() })
      .nullable()
      .optional()
      .describe(
        "The ancestor that carries the link, label or field; null where the issue does so itself, and for rules.",
      ),
  })
  .describe("A row of the ledger.");
export type ContributionAnswer = z.infer<typeof ContributionAnswer>;

export const LedgerPage = pageOf(ContributionAnswer).extend({
  sums: z
    .object({ size: z.number(), credited: z.number() })
    .describe("Σ weight·size and Σ weight·size·credit of all counted rows, whatever the page."),
});

export const causeKinds = ["delivery", "check_in", "link", "config", "date", "reconcile", "history"] as const;

export const CauseAnswer = z
  .object({
    kind: z.enum(causeKinds),
    id: z.string().nullable(),
    issue: z.string().nullable().optional().describe("Ref of the issue that moved it."),
    issueKey: z.string().nullable().optional().describe("Its key, title and address, where it is known."),
    issueTitle: z.string().nullable().optional(),
    url: z.string().nullable().optional(),
  })
  .describe("What moved a number.");
export type CauseAnswer = z.infer<typeof CauseAnswer>;

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
