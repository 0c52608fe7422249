/** A period at a glance, as the API shows it. */
import { z } from "zod";
import { causeKinds } from "./ledger.ts";
import { ObjectiveAnswer } from "./objective.ts";
import { ConfigStatus, SourceStatus } from "./operations.ts";
import { instant } from "./text.ts";

export const PeriodAnswer = z
  .object({ id: z.string(), start: z.string().describe("Its first day, UTC."), due: z.string().describe("Its last.") })
  .describe("A period.");

export const IssueBriefAnswer = z
  .object({ ref: z.string(), key: z.string(), title: z.string(), url: z.string().nullable() })
  .describe("An issue by the names that people know it by.");

export const MovedAnswer = z
  .object({
    keyResultId: z.string(),
    objectiveId: z.string(),
    from: z.number().nullable().describe("Progress before; null where there was no data, which counts as 0."),
    to: z.number().nullable(),
    delta: z.number(),
    at: instant.describe("When it last moved."),
    cause: z
      .object({ kind: z.enum(causeKinds), id: z.string().nullable(), issue: IssueBriefAnswer.nullable() })
      .describe("What caused the largest single step of it."),
  })
  .describe("A key result that moved.");
export type MovedAnswer = z.infer<typeof MovedAnswer>;

export const OverviewQuery = z.object({
  period: z
    .string()
    .optional()
    .describe("Without: the shortest one that today lies in, else the newest begun, else the first."),
});

export const OverviewAnswer = z
  .object({
    period: PeriodAnswer,
    periods: z.array(PeriodAnswer.extend({ closed: z.boolean().describe("Its numbers are frozen.") })),
    now: instant.describe("When this was computed: a minute ago at most, and after all that it shows."),
    revision: z.number().int().describe("The configuration revision in force."),
    lastEventId: z.string().describe("Following the events after this one, nothing is missed."),
    objectives: z.array(ObjectiveAnswer),
    moved: z.array(MovedAnswer).describe("Of the last 7 days, the largest first, 20 at most."),
    sources: z.array(SourceStatus),
    config: ConfigStatus,
  })
  .describe("A period at a glance.");
export type OverviewAnswer = z.infer<typeof OverviewAnswer>;
