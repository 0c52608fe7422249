/** `POST /api/v1/sources/:id/reconcile` and `GET /api/v1/sources/:id/reconciles`: fetching from a tracker on demand. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import { listReconciles, type Reconcile } from "../../store/reconciles.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { ReconcileAnswer } from "../schemas/reconcile.ts";

/** Runs that are shown; older ones are history that nobody reads. */
const shown = 20;

const Params = z.object({ id: z.string().describe("Id of a source in `sources.yaml`.") });
const Body = z
  .strictObject({
    scope: z.enum(["changed", "all"]).default("changed").describe("`all` finds deletions too."),
    since: z.iso.datetime({ offset: true }).nullable().default(null).describe("Instead of the last run's beginning."),
  })
  .prefault({});
const Wanted = z.object({ source: z.string(), scope: z.enum(["changed", "all"]) }).describe("It will be run.");
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer, 503: ErrorAnswer };

export function registerReconciles(app: HttpApp, deps: Deps) {
  app.route({
    method: "POST",
    url: "/api/v1/sources/:id/reconcile",
    config: { role: "admin" },
    schema: {
      summary: "Fetch a source's issues from its tracker",
      description: "Takes up a run that was broken off. The answer does not wait for the run.",
      tags: ["operations"],
      params: Params,
      body: Body,
      response: { 202: Wanted, ...errors },
    },
    handler: async ({ params: { id }, body: { scope, since } }, reply) => {
      if (getSource(deps, id).auth === null) {
        throw codedError(
          "REQUEST_INVALID",
          `source "${id}" has no auth in sources.yaml, so its tracker cannot be asked`,
        );
      }
      await deps.queue.enqueue("reconcile", { source: id, scope, since });
      return reply.code(202).send({ source: id, scope });
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/sources/:id/reconciles",
    config: { role: "viewer" },
    schema: {
      summary: "List the latest reconciles of a source, newest first",
      tags: ["operations"],
      params: Params,
      response: { 200: z.object({ items: z.array(ReconcileAnswer) }), ...errors },
    },
    handler: async ({ params: { id } }) => {
      const runs = await listReconciles(deps.database.db, getSource(deps, id).id, shown);
      return { items: runs.map(reconcileAnswer) };
    },
  });
}

function getSource(deps: Deps, id: string) {
  const source = deps.current().config.sources.find((each) => each.id === id);
  if (source === undefined) throw codedError("SOURCE_UNKNOWN", "no source has this id");
  return source;
}

function reconcileAnswer({
  since: _since,
  startedAt,
  finishedAt,
  cursor: _cursor,
  ...run
}: Reconcile): ReconcileAnswer {
  return { ...run, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
