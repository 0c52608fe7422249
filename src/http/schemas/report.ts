/** The review of a period as the API shows it. */
import { z } from "zod";
import { healths } from "../../domain/check-in.ts";
import { causeKinds } from "./ledger.ts";
import { MeasureAnswer, PaceAnswer } from "./key-result.ts";
import { IssueBriefAnswer, PeriodAnswer } from "./overview.ts";
import { instant } from "./text.ts";

export const reportFormats = ["json", "md", "html", "csv"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const ReportQuery = z.object({
  format: z.enum(reportFormats).default("json"),
  bom: z
    .enum(["true", "false"])
    .default("true")
    .describe("CSV only: begin with the byte order mark by which spreadsheets know UTF-8."),
});

const figure = z.number().nullable();

const Grade = z
  .object({ score: z.number(), met: z.boolean() })
  .nullable()
  .describe("Null until the period is over, and without data.");

const Point = z
  .object({
    at: instant,
    value: figure,
    progress: figure,
    expected: z.number().describe("Progress that the pace expected then."),
    inScope: figure.describe("Σ weight·size; null where issues do not drive it."),
    completed: figure.describe("Σ weight·size·credit."),
  })
  .nullable();

const History = z
  .object({
    start: Point.describe("Of what had nothing recorded at the start of the period, the first point after it."),
    halfTime: Point,
    end: Point,
    trend: z
      .array(figure)
      .describe("Progress at moments spread evenly from the start of the period, the first, to `at`, the last."),
  })
  .describe("How it stood; null where nothing had been recorded yet, or the time has not come.");

/** What a line of the pace is drawn with. */
const paced = { pace: PaceAnswer, startsOn: z.string(), due: z.string() };

const LateScope = z
  .object({
    size: z.number().describe("Σ weight·size of what came in after half-time, at its present size."),
    issues: z.array(IssueBriefAnswer.extend({ size: z.number() })).describe("The largest first."),
    more: z.number().int().describe("How many issues there are besides these."),
  })
  .nullable()
  .describe("Null before half-time, and where the key result is younger than that.");

const ForecastThen = z
  .object({
    p50: z.string().nullable().describe("Day by which half of the runs finished; null: not within a year."),
    p85: z.string().nullable(),
    outcome: z
      .enum(["sooner", "within", "later", "open"])
      .describe("Finished by `p50`; by `p85`; not by then; neither finished nor late."),
  })
  .nullable()
  .describe("What was to be expected at half-time; null where it could not be said.");

const Cause = z.object({ kind: z.enum(causeKinds), id: z.string().nullable(), issue: IssueBriefAnswer.nullable() });

export const ReportKeyResult = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  weight: z.number(),
  guardrail: z.boolean(),
  measure: MeasureAnswer,
  unit: z.string().nullable(),
  start: figure,
  target: figure,
  value: figure,
  progress: figure,
  grade: Grade,
  ...paced,
  history: History,
  lateScope: LateScope,
  forecast: ForecastThen,
  finishedOn: z.string().nullable().describe("UTC day since which it has been finished."),
  checkIns: z
    .array(
      z.object({
        at: instant,
        author: z.string().nullable(),
        value: figure,
        confidence: figure.describe("0…1."),
        health: z.enum(healths).nullable(),
        note: z.string().nullable(),
      }),
    )
    .describe("What people stated in the period, oldest first."),
});
export type ReportKeyResult = z.infer<typeof ReportKeyResult>;

export const ReportObjective = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  kind: z.enum(["committed", "aspirational"]),
  progress: figure,
  grade: Grade,
  ...paced,
  history: History,
  keyResults: z.array(ReportKeyResult),
});
export type ReportObjective = z.infer<typeof ReportObjective>;

export const ReportAnswer = z
  .object({
    period: PeriodAnswer,
    state: z
      .enum(["ahead", "running", "ended", "closed"])
      .describe("`ended`: over, but its numbers are not frozen yet. Before that, everything is so far."),
    at: instant.describe("The moment that the numbers are of."),
    halfTimeAt: instant.nullable().describe("Null until then."),
    closedAt: instant.nullable(),
    revision: z.number().int().describe("The configuration revision that the numbers are by."),
    summary: z.object({
      objectives: z.number().int(),
      met: z.number().int(),
      missed: z.number().int(),
      ungraded: z.number().int(),
      meanProgress: figure,
    }),
    objectives: z.array(ReportObjective),
    steps: z
      .array(
        z.object({
          keyResultId: z.string(),
          objectiveId: z.string(),
          title: z.string(),
          at: instant,
          from: figure,
          to: figure,
          delta: z.number(),
          cause: Cause,
        }),
      )
      .describe("The largest single changes of a key result's progress, the largest first."),
  })
  .describe("The review of a period.");
export type ReportAnswer = z.infer<typeof ReportAnswer>;
