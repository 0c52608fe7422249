/** `GET /api/v1/objectives`, `/objectives/:id` and `/key-results/:id`. */
import { z } from "zod";
import type { Config } from "../../config/config.ts";
import type { Objective } from "../../domain/okr.ts";
import type { AnswerReader } from "../answers/answer-reader.ts";
import { jsonType } from "../encoded-body.ts";
import type { HttpApp } from "../http-app.ts";
import { type Page, readCursor, toPage } from "../pages.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { KeyResultAnswer } from "../schemas/key-result.ts";
import { ObjectiveAnswer } from "../schemas/objective.ts";
import { PageQuery, pageOf } from "../schemas/page.ts";

const Query = PageQuery.extend({
  period: z.string().optional().describe("Only objectives of this period."),
  team: z.string().optional().describe("Only objectives of this team."),
});
const Params = z.object({ id: z.string() });
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };

export function registerObjectives(app: HttpApp, answers: AnswerReader) {
  app.route({
    method: "GET",
    url: "/api/v1/objectives",
    config: { role: "viewer" },
    schema: {
      summary: "List objectives with their key results",
      description: "In the order of `okrs.yaml`.",
      tags: ["objectives"],
      querystring: Query,
      response: { 200: pageOf(ObjectiveAnswer), ...errors },
    },
    handler: async ({ query }, reply) => {
      const { limit, cursor } = query;
      const after = cursor === undefined ? null : readCursor(cursor, [/^\d{1,9}$/])[0]!;
      const from = after === null ? 0 : Number(after) + 1;
      let page: Page<Objective> = { items: [], nextCursor: null };
      const items = await answers.readChosen((config) => {
        page = toPage(
          placed(config, query).filter(({ position }) => position >= from),
          limit,
          ({ position }) => [String(position)],
          ({ objective }) => objective,
        );
        return page.items;
      });
      // As text: taking a thousand answers apart to check what was made by type would cost more than making them.
      return reply.type(jsonType).send(JSON.stringify({ ...page, items }) as never);
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/objectives/:id",
    config: { role: "viewer" },
    schema: {
      summary: "Show an objective",
      tags: ["objectives"],
      params: Params,
      response: { 200: ObjectiveAnswer, ...errors },
    },
    handler: async ({ params }) => answers.readObjective(params.id),
  });
  app.route({
    method: "GET",
    url: "/api/v1/key-results/:id",
    config: { role: "viewer" },
    schema: {
      summary: "Show a key result",
      tags: ["key results"],
      params: Params,
      response: { 200: KeyResultAnswer, ...errors },
    },
    handler: async ({ params }) => answers.readKeyResult(params.id),
  });
}

function placed({ objectives }: Config, { period, team }: { period?: string | undefined; team?: string | undefined }) {
  return objectives
    .map((objective, position) => ({ objective, position }))
    .filter(({ objective }) => period === undefined || objective.period === period)
    .filter(({ objective }) => team === undefined || objective.team === team);
}
