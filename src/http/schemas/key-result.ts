/** A key result as the API shows it. */
import { z } from "zod";
import { healths } from "../../domain/check-in.ts";
import { instant } from "./text.ts";

const figure = z.number().nullable();

export const Health = z.enum(healths).describe("Computed from progress and the expected progress.");

export const PaceAnswer = z
  .union([z.enum(["linear", "backLoaded"]), z.array(z.tuple([z.number(), z.number()]))])
  .describe("How the expected progress grows between the two: `backLoaded` is elapsed², points are joined by lines.");

export const MeasureAnswer = z
  .object({
    kind: z.enum(["completion", "total", "milestone", "metric", "objective"]),
    by: z.string().optional().describe("`count`, `estimate` or `field:<alias>`."),
    aggregate: z.string().optional(),
    start: z.number().optional(),
    target: z.number().optional(),
    unit: z.string().optional(),
    keep: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
    objective: z.string().optional(),
  })
  .describe("The measure as `okrs.yaml` writes it.");
export type MeasureAnswer = z.infer<typeof MeasureAnswer>;

export const CountsAnswer = z
  .object({
    backlog: z.number(),
    unstarted: z.number(),
    started: z.number(),
    completed: z.number(),
    canceled: z.number(),
  })
  .describe("Issues matched and past the grain, by category.");

export const KeyResultAnswer = z
  .object({
    id: z.string(),
    objectiveId: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    owner: z.string().nullable(),
    weight: z.number(),
    guardrail: z.boolean().describe("It caps its objective instead of counting in its mean."),
    grain: z.enum(["issue", "leaf", "container", "all"]).describe("Which of the matched issues are counted."),
    canceled: z.enum(["exclude", "keep", "credit"]).describe("How canceled issues are counted."),
    startsOn: z.string().describe("Its first day, UTC."),
    due: z.string().describe("Its last day, UTC."),
    pace: PaceAnswer,
    measure: MeasureAnswer,
    value: figure,
    start: figure,
    target: figure,
    unit: z.string().nullable(),
    progress: figure.describe("0…1; null without data."),
    rawProgress: figure.describe("Progress before it is clamped to 0…1."),
    expected: z.number().describe("Progress that the pace expects now."),
    health: Health,
    statedHealth: z.enum(healths).nullable().describe("What a check-in states, while it is in force."),
    confidence: figure.describe("The newest stated confidence, 0…1."),
    counts: CountsAnswer,
    forecast: z
      .object({
        p50: z.string().nullable().describe("Day by which half of the runs finish; null: not within a year."),
        p85: z.string().nullable(),
      })
      .nullable()
      .describe("Null where the issues do not say when it will be done."),
    forecastPending: z
      .boolean()
      .describe("A new forecast is being computed; what is shown is the one before, or none."),
    revision: z.number().int().describe("Configuration revision under which the progress was computed."),
    changedAt: instant.nullable().describe("When the progress last changed."),
    stale: z.boolean().describe("A source that feeds it has been silent for too long."),
  })
  .describe("A key result.");
export type KeyResultAnswer = z.infer<typeof KeyResultAnswer>;
