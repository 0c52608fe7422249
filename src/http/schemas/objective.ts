/** An objective as the API shows it. */
import { z } from "zod";
import { Health, KeyResultAnswer } from "./key-result.ts";

export const ObjectiveAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    period: z.string(),
    team: z.string().nullable(),
    owner: z.string().nullable(),
    weight: z.number().describe("In the objective above it, where that takes its children in."),
    kind: z.enum(["committed", "aspirational"]),
    parent: z.string().nullable().describe("The objective that this one is aligned with."),
    progress: z.number().nullable(),
    expected: z.number(),
    health: Health,
    grade: z
      .object({ score: z.number(), met: z.boolean() })
      .nullable()
      .describe("How it ended; null until its period is over."),
    keyResults: z.array(KeyResultAnswer),
    children: z.array(z.string()).describe("Ids of the objectives whose parent is this one."),
  })
  .describe("An objective with its key results.");
export type ObjectiveAnswer = z.infer<typeof ObjectiveAnswer>;
