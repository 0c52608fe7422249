/** Check-ins and links as the API takes and shows them. */
import { z } from "zod";
import { healths } from "../../domain/check-in.ts";
import { IssueBriefAnswer } from "./overview.ts";
import { givenInstant, instant, text } from "./text.ts";

export const CheckInBody = z
  .strictObject({
    value: z.number().optional().describe("The metric's value now."),
    confidence: z.number().min(0).max(1).optional(),
    health: z.enum(healths).optional().describe("Shown beside the computed health."),
    note: text(10_000).optional(),
    expiresAt: givenInstant
      .optional()
      .describe("Until when the health is shown; otherwise the next check-in or 14 days."),
  })
  .refine(
    ({ value, confidence, health, note }) => [value, confidence, health, note].some((each) => each !== undefined),
    "states nothing: give a value, a confidence, a health or a note",
  )
  .describe("A statement about a key result.");

export const CheckInAnswer = z
  .object({
    id: z.string(),
    keyResultId: z.string(),
    value: z.number().nullable(),
    confidence: z.number().nullable(),
    health: z.enum(healths).nullable(),
    note: z.string().nullable(),
    author: z.string().nullable().describe("Name of the access token that wrote it."),
    at: instant,
    expiresAt: instant.nullable(),
  })
  .describe("A check-in.");

export const LinkBody = z
  .strictObject({
    issue: text(2_000)
      .trim()
      .min(1)
      .describe("Key, ref or URL of an issue, project or initiative; it need not be known yet."),
    keyResult: z.string().describe("Id of a key result."),
    weight: z.number().min(0).default(1),
  })
  .describe("This issue, and all beneath it, counts toward this key result.");

export const LinkAnswer = z
  .object({
    id: z.string(),
    issue: z.string(),
    keyResult: z.string(),
    weight: z.number(),
    createdAt: instant,
    author: z.string().nullable(),
    ref: z.string().nullable().describe("The issue that the text names; null while none does."),
    known: IssueBriefAnswer.nullable().describe("The same issue, as it is called now."),
  })
  .describe("A link.");
export type LinkAnswer = z.infer<typeof LinkAnswer>;
