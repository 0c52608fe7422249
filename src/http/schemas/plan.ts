/** A plan as it is asked for and answered. */
import { z } from "zod";

export const PlanBody = z
  .strictObject({
    files: z
      .record(z.string().max(200), z.string().nullable())
      .describe("Texts by file name. Files left out are the present ones; null: there is no such file."),
  })
  .describe("A candidate configuration.");

const Figures = z.object({ progress: z.number().nullable(), value: z.number().nullable() }).nullable();

const move = {
  ref: z.string(),
  key: z.string(),
  rule: z.string().describe("The rule's id, else `link:<id>`, `label:<label>` or `field:<alias>`."),
};

const closed = z.boolean().describe("Its period is closed: the numbers stay, whatever its issues do.");

export const PlanAnswer = z
  .object({
    changed: z.boolean().describe("Whether any list but `warnings` has something in it."),
    revision: z.number().int().describe("The configuration revision that it is compared with."),
    keyResults: z
      .array(
        z.object({
          id: z.string(),
          before: Figures.describe("As shown now; null: the key result is new."),
          after: Figures.describe("Null: the key result is gone."),
          gained: z.array(z.object(move)).describe("Issues counted afterwards only, and what counts them."),
          gainedCount: z.number().int().describe("All of them; the list ends at 1,000."),
          lost: z
            .array(
              z.object({
                ...move,
                reason: z
                  .enum(["canceled", "grain"])
                  .nullable()
                  .describe("Why it is not counted although it still matches; null: nothing matches it."),
              }),
            )
            .describe("Issues counted before only, and what counted them."),
          lostCount: z.number().int(),
          reweighedCount: z
            .number()
            .int()
            .describe("Issues counted before and afterwards, with another weight, size or credit."),
          closed,
        }),
      )
      .describe("Those whose numbers or counted issues change, in the candidate's order; then those that are gone."),
    objectives: z
      .array(
        z.object({
          id: z.string(),
          change: z.enum(["added", "removed", "moved"]),
          before: z.number().nullable().describe("Progress; null without data, and where the objective is new."),
          after: z.number().nullable().describe("Progress; null without data, and where the objective is gone."),
          closed,
        }),
      )
      .describe("Those whose progress changes."),
    orphanedLinks: z
      .array(z.object({ id: z.string(), issue: z.string(), keyResult: z.string(), weight: z.number() }))
      .describe("Links to key results that would be gone."),
    warnings: z
      .array(z.string())
      .describe("Advice on the candidate, `file:line:column: message` where it has a place."),
  })
  .describe("What a configuration would change.");
export type PlanAnswer = z.infer<typeof PlanAnswer>;
