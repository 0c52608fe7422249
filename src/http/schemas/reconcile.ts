/** Runs of the reconciler as the API shows them. */
import { z } from "zod";
import { instant } from "./text.ts";

export const ReconcileAnswer = z
  .object({
    id: z.string(),
    source: z.string(),
    scope: z.enum(["changed", "all"]),
    phase: z.enum(["fetch", "verify", "done"]).describe("`verify` looks for deletions."),
    pages: z.number().int(),
    fetched: z.number().int(),
    total: z.number().int().nullable().describe("How many there are in all, where the tracker says."),
    drift: z.number().int().describe("Issues whose content was not what we had."),
    removed: z.number().int(),
    error: z.string().nullable().describe("What stopped it last; it is taken up again."),
    startedAt: instant,
    finishedAt: instant.nullable(),
  })
  .describe("A reconcile.");
export type ReconcileAnswer = z.infer<typeof ReconcileAnswer>;
