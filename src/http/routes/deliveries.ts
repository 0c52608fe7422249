/** `GET /api/v1/deliveries` and `POST /api/v1/deliveries/:id/replay`. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import { replayDelivery } from "../../store/replay-delivery.ts";
import { type DeliveryView, listDeliveries } from "../../store/views/deliveries.ts";
import type { HttpApp } from "../http-app.ts";
import { idPattern, readCursor, toPage } from "../pages.ts";
import { ring } from "../../queue/ring.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { DeliveryAnswer, deliveryStatuses } from "../schemas/operations.ts";
import { PageQuery, pageOf } from "../schemas/page.ts";

const Query = PageQuery.extend({
  status: z.enum(deliveryStatuses).optional().describe("Only deliveries that stand so."),
});
const Params = z.object({ id: z.string().describe("Our id of a delivery.") });
const Replayed = z.object({ id: z.string(), status: z.literal("received") }).describe("It will be processed again.");
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };

export function registerDeliveries(app: HttpApp, deps: Deps) {
  const { db } = deps.database;
  app.route({
    method: "GET",
    url: "/api/v1/deliveries",
    config: { role: "admin" },
    schema: {
      summary: "List deliveries, newest first",
      tags: ["operations"],
      querystring: Query,
      response: { 200: pageOf(DeliveryAnswer), ...errors },
    },
    handler: async ({ query: { status, limit, cursor } }) => {
      const before = cursor === undefined ? null : readCursor(cursor, [idPattern])[0]!;
      const rows = await listDeliveries(db, { status: status ?? null, before, limit: limit + 1 });
      return toPage(rows, limit, ({ id }) => [id], deliveryAnswer);
    },
  });
  app.route({
    method: "POST",
    url: "/api/v1/deliveries/:id/replay",
    config: { role: "admin" },
    schema: {
      summary: "Process a delivery again",
      tags: ["operations"],
      params: Params,
      response: { 202: Replayed, ...errors },
    },
    handler: async ({ params: { id }, log }, reply) => {
      const found = idPattern.test(id) && (await replayDelivery(db, id, deps.clock()));
      if (!found) throw codedError("DELIVERY_UNKNOWN", "no delivery has this id");
      await ring(deps.queue, log, "ingest", { deliveryIds: [id] });
      return reply.code(202).send({ id, status: "received" });
    },
  });
}

function deliveryAnswer(row: DeliveryView): DeliveryAnswer {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
  };
}
