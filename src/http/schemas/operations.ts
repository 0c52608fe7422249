/** Deliveries and the service's own state as the API shows them. */
import { z } from "zod";
import { jobNames } from "../../queue/jobs.ts";
import { instant } from "./text.ts";

export const deliveryStatuses = ["received", "processed", "ignored", "failed"] as const;

export const DeliveryAnswer = z
  .object({
    id: z.string(),
    source: z.string(),
    trackerDeliveryId: z.string().nullable().describe("The tracker's own id; it is not signed."),
    status: z.enum(deliveryStatuses),
    event: z.string().nullable(),
    reason: z.string().nullable().describe("Why it was ignored or failed."),
    attempts: z.number().int(),
    repeats: z.number().int().describe("How often the same bytes came again."),
    bytes: z.number().int(),
    receivedAt: instant,
    processedAt: instant.nullable(),
  })
  .describe("A delivery.");
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;

const QueueCounts = z.object({
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int(),
  failed: z.number().int(),
});

export const SourceStatus = z
  .object({
    id: z.string(),
    kind: z.string(),
    lastDeliveryAt: instant.nullable(),
    lastReconciledAt: instant.nullable(),
    firstConfiguredAt: instant.nullable(),
    silentSeconds: z.number().nullable().describe("Since it was last heard from, or first configured."),
    staleAfterSeconds: z.number(),
    stale: z.boolean(),
    staleSince: instant.nullable(),
    lastReconcile: z
      .object({
        scope: z.enum(["changed", "all"]),
        startedAt: instant,
        finishedAt: instant.nullable().describe("Null while it is under way, or waits to be taken up again."),
        fetched: z.number().int(),
        removed: z.number().int(),
        error: z.string().nullable().describe("What stopped it last."),
      })
      .nullable()
      .describe("The newest run; null before the first."),
    driftFound: z
      .number()
      .int()
      .nullable()
      .describe("Issues whose content the last finished reconcile found to differ from ours, new ones included."),
    refusedLastHour: z.number().int().describe("Deliveries refused for their signature."),
  })
  .describe("How fresh a source is.");
export type SourceStatus = z.infer<typeof SourceStatus>;

const problems = z.array(z.string()).describe("Each as `file:line:column: message`.");

export const ConfigStatus = z
  .object({
    revision: z.number().int().describe("The revision that this process works by; 0 before the first."),
    acceptedAt: instant.nullable(),
    matchedAt: instant.nullable().describe("When every stored issue had been matched by it; null until then."),
    refused: z
      .object({ at: instant, problems })
      .nullable()
      .describe("A changed configuration folder that cannot be used; the revision above stays in force."),
    unreadable: z
      .object({ revision: z.number().int(), problems })
      .nullable()
      .describe("A newer revision that other processes work by, and that this one cannot go over to."),
  })
  .describe("The configuration, and what keeps a newer one from coming into force.");
export type ConfigStatus = z.infer<typeof ConfigStatus>;

export const StatusAnswer = z
  .object({
    revision: z.number().int().describe("The configuration revision in force."),
    config: ConfigStatus,
    database: z.enum(["embedded", "postgres"]),
    sources: z.array(SourceStatus),
    queues: z
      .record(z.enum(jobNames), QueueCounts)
      .nullable()
      .describe("Jobs by queue; null while the queue does not answer."),
    lagSeconds: z.number().describe("Age of the oldest delivery that waits to be processed."),
    deliveries: z.object({
      waiting: z.number().int().describe("Stored and not processed yet."),
      failed: z.number().int(),
    }),
  })
  .describe("How the service is doing.");
