/** `GET /api/v1/status`. */
import type { z } from "zod";
import type { SourceConfig } from "../../config/config.ts";
import type { Deps } from "../../deps.ts";
import { countOpenDeliveries } from "../../store/views/deliveries.ts";
import { listSourceFreshness, type SourceFreshness } from "../../store/views/feeding-sources.ts";
import { silentMs } from "../answers/staleness.ts";
import type { HttpApp } from "../http-app.ts";
import type { RefusedSignatures } from "../refused-signatures.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { StatusAnswer } from "../schemas/operations.ts";
import { readinessTimeoutMs } from "../server-limits.ts";
import { withDeadline } from "../with-deadline.ts";

export function registerStatus(app: HttpApp, deps: Deps, refused: RefusedSignatures) {
  app.route({
    method: "GET",
    url: "/api/v1/status",
    config: { role: "viewer" },
    schema: {
      summary: "Show revision, sources, queues and lag",
      tags: ["operations"],
      response: { 200: StatusAnswer, 401: ErrorAnswer, 403: ErrorAnswer },
    },
    handler: async () => readStatus(deps, refused),
  });
}

async function readStatus(deps: Deps, refused: RefusedSignatures): Promise<z.infer<typeof StatusAnswer>> {
  const { config, revision } = deps.current();
  const { db, kind } = deps.database;
  const [figures, freshness, queues] = await Promise.all([
    countOpenDeliveries(db),
    listSourceFreshness(
      db,
      config.sources.map(({ id }) => id),
    ),
    readQueues(deps),
  ]);
  const nowMs = deps.clock().getTime();
  const bySource = new Map(freshness.map((each) => [each.source, each]));
  const { received: waiting, failed, oldestReceivedAt } = figures;
  return {
    revision,
    database: kind,
    sources: config.sources.map((source) => ({
      ...sourceStatus(source, bySource.get(source.id), nowMs),
      refusedLastHour: refused.countLastHour(source.id),
    })),
    queues,
    lagSeconds: oldestReceivedAt === null ? 0 : Math.max(0, nowMs - oldestReceivedAt.getTime()) / 1_000,
    deliveries: { waiting, failed },
  };
}

function sourceStatus({ id, kind, staleAfterMs }: SourceConfig, freshness: SourceFreshness | undefined, nowMs: number) {
  const silent = silentMs(freshness, nowMs);
  return {
    id,
    kind,
    lastDeliveryAt: freshness?.lastDeliveryAt?.toISOString() ?? null,
    lastReconciledAt: freshness?.lastReconciledAt?.toISOString() ?? null,
    firstConfiguredAt: freshness?.firstConfiguredAt?.toISOString() ?? null,
    silentSeconds: silent === null ? null : silent / 1_000,
    staleAfterSeconds: staleAfterMs / 1_000,
    stale: silent !== null && silent > staleAfterMs,
  };
}

/** Null while the queue does not answer: the status is most wanted then. */
async function readQueues(deps: Deps) {
  try {
    return await withDeadline(deps.queue.counts(), readinessTimeoutMs, "QUEUE_UNAVAILABLE", "counting jobs");
  } catch (err) {
    deps.log.warn({ err }, "the queue gives no counts");
    return null;
  }
}
