/** `GET` and `POST /api/v1/links`, `DELETE /api/v1/links/:id`. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import { listLinks } from "../../store/links.ts";
import { getKeyResult } from "../get-subject.ts";
import type { HttpApp } from "../http-app.ts";
import { addLink, linkAnswers, takeBackLink } from "../link-issue.ts";
import { idPattern, readCursor, toPage } from "../pages.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { PageQuery, pageOf } from "../schemas/page.ts";
import { LinkAnswer, LinkBody } from "../schemas/statements.ts";

const Query = PageQuery.extend({ keyResult: z.string().optional().describe("Only links to this key result.") });
const Params = z.object({ id: z.string().describe("Id of a link.") });
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };

export function registerLinks(app: HttpApp, deps: Deps) {
  const { db } = deps.database;
  app.route({
    method: "GET",
    url: "/api/v1/links",
    config: { role: "viewer" },
    schema: {
      summary: "List links, oldest first",
      tags: ["links"],
      querystring: Query,
      response: { 200: pageOf(LinkAnswer), ...errors },
    },
    handler: async ({ query: { keyResult, limit, cursor } }) => {
      const after = cursor === undefined ? null : readCursor(cursor, [idPattern])[0]!;
      const rows = await listLinks(db, { keyResultId: keyResult ?? null, after, limit: limit + 1 });
      const page = toPage(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
      return { ...page, items: await linkAnswers(db, page.items) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/v1/links",
    config: { role: "editor" },
    schema: {
      summary: "Link an issue to a key result",
      tags: ["links"],
      body: LinkBody,
      response: { 201: LinkAnswer, ...errors, 409: ErrorAnswer },
    },
    handler: async ({ body, caller, log }, reply) => {
      const keyResult = getKeyResult(deps.current().config, body.keyResult);
      const link = await addLink(deps, log, {
        issue: body.issue,
        keyResultId: keyResult.id,
        weight: body.weight,
        author: caller?.name ?? null,
      });
      if (link === null) throw codedError("LINK_EXISTS", "this issue is linked to this key result already");
      return reply.code(201).send(link);
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/v1/links/:id",
    config: { role: "editor" },
    schema: {
      summary: "Take a link back",
      tags: ["links"],
      params: Params,
      response: { 204: z.null().describe("The link is gone."), ...errors },
    },
    handler: async ({ params, log }, reply) => {
      const removed = idPattern.test(params.id) && (await takeBackLink(deps, log, params.id));
      if (!removed) throw codedError("LINK_UNKNOWN", "no link has this id");
      return reply.code(204).send(null);
    },
  });
}
