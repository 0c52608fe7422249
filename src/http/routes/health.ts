/** `GET /healthz` and `/readyz`. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { pingDatabase } from "../../store/ping.ts";
import type { HttpApp } from "../http-app.ts";
import { readinessTimeoutMs } from "../server-limits.ts";
import { withDeadline } from "../with-deadline.ts";

const Health = z.object({ status: z.literal("ok") }).describe("The process runs.");
const Readiness = z
  .object({ status: z.enum(["ready", "not_ready"]), reasons: z.array(z.string()).describe("Why it is not ready.") })
  .describe("Whether requests should be sent here.");

/** `notReady` names what `main.ts` knows of: still starting, already closing. */
export function registerHealth(app: HttpApp, deps: Deps, notReady: () => readonly string[]) {
  app.route({
    method: "GET",
    url: "/healthz",
    config: { role: "public" },
    schema: { summary: "Liveness", tags: ["operations"], response: { 200: Health } },
    handler: async () => ({ status: "ok" as const }),
  });
  app.route({
    method: "GET",
    url: "/readyz",
    config: { role: "public" },
    schema: {
      summary: "Readiness: database, queue, configuration",
      tags: ["operations"],
      response: { 200: Readiness, 503: Readiness },
    },
    handler: async (_request, reply) => {
      const reasons = [...notReady(), ...(await failedChecks(deps))];
      if (reasons.length === 0) return reply.code(200).send({ status: "ready", reasons });
      return reply.code(503).header("retry-after", "1").send({ status: "not_ready", reasons });
    },
  });
}

async function failedChecks(deps: Deps): Promise<string[]> {
  const checks: Record<string, () => Promise<unknown>> = {
    database: () => pingDatabase(deps.database.db),
    queue: () => deps.queue.ping(),
    configuration: async () => deps.current(),
  };
  const failed = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withDeadline(check(), readinessTimeoutMs, "INTERNAL", name);
        return [];
      } catch (err) {
        deps.log.debug({ err, check: name }, "not ready");
        return [name];
      }
    }),
  );
  return failed.flat();
}
