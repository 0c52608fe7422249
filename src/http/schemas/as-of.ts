/** A past instant as it is asked for and answered. */
import { z } from "zod";
import { ObjectiveAnswer } from "./objective.ts";
import { instant } from "./text.ts";

export const AsOfQuery = z.object({
  at: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .describe("An instant, or a day: its end in UTC, and now for today. Not in the future."),
});

export const AsOfAnswer = z
  .object({
    at: instant,
    revision: z.number().int().describe("The configuration revision in force then; before the first one, the first."),
    objectives: z.array(ObjectiveAnswer),
    late: z
      .object({
        items: z.array(
          z.object({
            ref: z.string(),
            key: z.string(),
            eventAt: instant.describe("When it happened, as far as that is known."),
            savedAt: instant.describe("When it was heard of."),
          }),
        ),
        more: z.boolean().describe("There are more than these."),
      })
      .describe(
        "What had happened by then and was heard of only afterwards: the only reason for which other numbers were shown then.",
      ),
  })
  .describe("Objectives and key results as they stood.");
export type AsOfAnswer = z.infer<typeof AsOfAnswer>;
