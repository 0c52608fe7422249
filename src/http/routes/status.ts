/** `GET /api/v1/status`. */
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import { countOpenDeliveries } from "../../store/views/deliveries.ts";
import { readConfigStatus } from "../answers/config-status.ts";
import { readSources } from "../answers/source-status.ts";
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
  const [configStatus, figures, sources, queues] = await Promise.all([
    readConfigStatus(deps),
    countOpenDeliveries(db),
    readSources(db, config.sources, refused, deps.clock().getTime()),
    readQueues(deps),
  ]);
  const { received: waiting, failed, oldestReceivedAt } = figures;
  const lagMs = oldestReceivedAt === null ? 0 : deps.clock().getTime() - oldestReceivedAt.getTime();
  return {
    revision,
    config: configStatus,
    database: kind,
    sources,
    queues,
    lagSeconds: Math.max(0, lagMs) / 1_000,
    deliveries: { waiting, failed },
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
