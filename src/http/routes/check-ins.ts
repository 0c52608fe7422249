/** `GET` and `POST /api/v1/key-results/:id/check-ins`. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { KeyResult } from "../../domain/okr.ts";
import { codedError } from "../../errors.ts";
import { listCheckIns, recordCheckIn } from "../../store/check-ins.ts";
import { requestRollUps } from "../../store/pending.ts";
import { ring } from "../../queue/ring.ts";
import { getKeyResult } from "../get-subject.ts";
import type { HttpApp } from "../http-app.ts";
import { idPattern, readCursor, toPage } from "../pages.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { PageQuery, pageOf } from "../schemas/page.ts";
import { CheckInAnswer, CheckInBody } from "../schemas/statements.ts";

const Params = z.object({ id: z.string().describe("Id of a key result.") });
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };
const instantPattern = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/;

export function registerCheckIns(app: HttpApp, deps: Deps) {
  const { db } = deps.database;
  app.route({
    method: "GET",
    url: "/api/v1/key-results/:id/check-ins",
    config: { role: "viewer" },
    schema: {
      summary: "List check-ins, newest first",
      tags: ["key results"],
      params: Params,
      querystring: PageQuery,
      response: { 200: pageOf(CheckInAnswer), ...errors },
    },
    handler: async ({ params, query: { limit, cursor } }) => {
      const { id } = getKeyResult(deps.current().config, params.id);
      const parts = cursor === undefined ? null : readCursor(cursor, [instantPattern, idPattern]);
      const before = parts === null ? null : { at: parts[0]!, id: parts[1]! };
      const rows = await listCheckIns(db, id, { before, limit: limit + 1 });
      return toPage(
        rows,
        limit,
        (row) => [row.at, row.id],
        (row) => row,
      );
    },
  });
  app.route({
    method: "POST",
    url: "/api/v1/key-results/:id/check-ins",
    config: { role: "editor" },
    schema: {
      summary: "Check in",
      description: "States a value (of a metric), a confidence, a health or a note.",
      tags: ["key results"],
      params: Params,
      body: CheckInBody,
      response: { 201: CheckInAnswer, ...errors },
    },
    handler: async ({ params, body, caller, log }, reply) => {
      const keyResult = getKeyResult(deps.current().config, params.id);
      if (body.value !== undefined) requireMetric(keyResult);
      const at = deps.clock();
      const checkIn = await db.transaction().execute(async (trx) => {
        const { value = null, confidence = null, health = null, note = null, expiresAt = null } = body;
        const statement = { value, confidence, health, note, expiresAt };
        const recorded = await recordCheckIn(trx, {
          ...statement,
          keyResultId: keyResult.id,
          author: caller?.name ?? null,
          at: at.toISOString(),
        });
        await requestRollUps(trx, [keyResult.id], { kind: "check_in", id: recorded.id }, at);
        return recorded;
      });
      await ring(deps.queue, log, "roll-up", { keyResultIds: [keyResult.id] });
      return reply.code(201).send(checkIn);
    },
  });
}

function requireMetric({ measure }: KeyResult) {
  if (measure.kind === "metric" || measure.kind === "band") return;
  throw codedError("REQUEST_INVALID", `body/value: the value of a ${measure.kind} key result is computed, not stated`);
}
