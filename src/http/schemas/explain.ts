/** Where numbers come from, as the API shows it. */
import { z } from "zod";
import { statusCategories } from "../../domain/issue.ts";
import { Health, KeyResultAnswer } from "./key-result.ts";
import { CauseAnswer, ContributionAnswer } from "./ledger.ts";
import { instant } from "./text.ts";

const matchKind = z.enum(["rule", "link", "label", "field"]);
const figure = z.number().nullable();

export const ExplainedIssue = z
  .object({
    issue: z
      .object({
        ref: z.string(),
        key: z.string(),
        previousKeys: z.array(z.string()),
        title: z.string(),
        url: z.string().nullable(),
        source: z.string(),
        kind: z.enum(["issue", "project", "initiative"]),
        type: z.string(),
        level: z.number(),
        status: z.string(),
        statusCategory: z.enum(statusCategories),
        resolution: z.string().nullable(),
        priority: z.string().nullable(),
        project: z.string().nullable(),
        team: z.array(z.string()),
        labels: z.array(z.string()),
        estimate: figure,
        updatedAt: instant,
        completedAt: instant.nullable(),
        archived: z.boolean(),
        removed: z.boolean().describe("Deleted or trashed: nothing matches it."),
        ancestors: z
          .array(
            z.object({
              ref: z.string().nullable(),
              key: z.string().nullable().describe("Null where only a child's copy of it is known."),
              title: z.string().nullable(),
              kind: z.enum(["issue", "project", "initiative"]),
              distance: z.number().int().describe("1: directly above."),
            }),
          )
          .describe("All that it lies beneath, nearest first."),
        others: z.array(z.string()).describe("Refs of other issues that go by the name asked for."),
      })
      .describe("The newest state that is known."),
    keyResults: z
      .array(
        z.object({
          keyResultId: z.string(),
          counted: z.boolean(),
          reason: z.enum(["canceled", "grain"]).nullable().describe("Why it is not counted."),
          match: z.object({
            kind: matchKind,
            id: z.string(),
            via: z.string().nullable().describe("The ancestor that carries the link, field or label; null: the issue."),
          }),
          weight: z.number(),
          size: z.number(),
          credit: z.number(),
        }),
      )
      .describe("Its rows in the ledger, in the order of `okrs.yaml`."),
    pending: z.boolean().describe("The issue is still to be matched: its rows are not yet what the rules say."),
    rules: z
      .array(
        z.object({
          id: z.string(),
          keyResultId: z.string(),
          applied: z.boolean().describe("The rule's condition holds."),
          failed: z
            .object({ key: z.string(), wanted: z.unknown(), found: z.unknown() })
            .nullable()
            .describe("The first condition that does not hold; null where the rule applies."),
          takenBy: z
            .object({ kind: matchKind, id: z.string() })
            .nullable()
            .describe("The earlier match that counts in the place of a rule that applies."),
        }),
      )
      .describe("In file order; where there are too many, all that apply and the first of the others."),
    rulesLeftOut: z.number().int(),
  })
  .describe("What an issue counts toward, and why each rule applies to it or not.");
export type ExplainedIssue = z.infer<typeof ExplainedIssue>;

export const ExplainedKeyResult = z
  .object({
    keyResult: KeyResultAnswer,
    closed: z.boolean().describe("Its period is closed: the numbers are frozen, the ledger goes on."),
    policy: z.object({
      grain: z.enum(["issue", "leaf", "container", "all"]),
      canceled: z.enum(["exclude", "keep", "credit"]),
      credit: z.record(z.string(), z.number()).describe("By category, and by status name in lower case."),
      unestimated: z.number().describe("Size of an issue without an estimate."),
      guardrail: z.boolean(),
    }),
    sums: z
      .object({ size: z.number(), credited: z.number() })
      .describe("Σ weight·size and Σ weight·size·credit of the counted rows."),
    rows: z
      .object({
        counted: z.number().int(),
        completed: z.number().int(),
        canceled: z.number().int(),
        grain: z.number().int(),
      })
      .describe("Counted rows, the completed among them; rows not counted, by reason."),
    matches: z
      .array(z.object({ kind: matchKind, id: z.string(), counted: z.number().int(), notCounted: z.number().int() }))
      .describe("Rows by what matched them, most first; then rules that match nothing."),
    contributions: z.array(ContributionAnswer).describe("The heaviest rows; counted ones first."),
    contributionsLeftOut: z.number().int(),
    history: z
      .array(
        z.object({
          at: instant,
          value: figure,
          progress: figure,
          previousValue: figure,
          previousProgress: figure,
          revision: z.number().int(),
          cause: CauseAnswer.extend({
            key: z.string().nullable().describe("Key of the issue that moved it."),
            title: z.string().nullable(),
            checkIn: z.object({ value: figure, author: z.string().nullable(), note: z.string().nullable() }).nullable(),
          }),
        }),
      )
      .describe("The latest changes, newest first."),
  })
  .describe("Where a key result's number comes from.");
export type ExplainedKeyResult = z.infer<typeof ExplainedKeyResult>;

const Part = z.object({
  kind: z.enum(["key_result", "objective"]),
  id: z.string(),
  title: z.string(),
  weight: z.number(),
  progress: figure.describe("Null counts as 0."),
  guardrail: z.boolean(),
  share: figure.describe("Its part of all weight in the mean; null for guardrails."),
  measures: z.string().nullable().describe("The objective whose progress the key result takes over."),
  health: Health,
});

export const ExplainedObjective = z
  .object({
    objectives: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          period: z.string(),
          kind: z.enum(["committed", "aspirational"]),
          parent: z.string().nullable(),
          weight: z.number(),
          rollup: z.enum(["own", "withChildren"]),
          progress: figure.describe("As shown everywhere; of a closed period, as it was frozen."),
          health: Health,
          closed: z.boolean(),
          mean: figure.describe("Weighted mean of the parts that are no guardrails."),
          cappedBy: z.string().nullable().describe("The guardrail that holds it below its mean."),
          computed: figure.describe("min(mean, guardrails), by what is recorded now."),
          parts: z.array(Part).describe("What the mean is made of, and the guardrails."),
          children: z.array(z.string()).describe("Objectives aligned with it; in the mean only with `withChildren`."),
        }),
      )
      .describe("The objective, then all beneath it, depth first."),
  })
  .describe("Where an objective's number comes from.");
export type ExplainedObjective = z.infer<typeof ExplainedObjective>;
