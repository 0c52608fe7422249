/** The dashboard: its document at each address of its views, its files, and `GET /api/v1/me`. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import { pagePaths } from "../../web/page-paths.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { MeAnswer } from "../schemas/me.ts";
import { pageHeaders } from "../security-headers.ts";
import { createWebAssets, encodingFor, type WebAsset } from "../web-assets.ts";

const Params = z.object({ name: z.string() });

/** Document and files are open to all: they hold nobody's data, and ask the API for it with the viewer's token. */
export function registerWeb(app: HttpApp, { log }: Pick<Deps, "log">) {
  const load = createWebAssets(log);
  // Whoever opens the page should not have to wait for a build; without listeners, nobody will.
  app.addHook("onListen", async () => {
    load().catch((err: unknown) => log.error({ err }, "the dashboard cannot be shown"));
  });
  for (const url of pagePaths) {
    app.route({
      method: "GET",
      url,
      config: { role: "public" },
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.headers(pageHeaders);
        return sendAsset(request, reply, (await load()).document);
      },
    });
  }
  app.route({
    method: "GET",
    url: "/assets/:name",
    config: { role: "public" },
    schema: { hide: true, params: Params },
    handler: async (request, reply) => {
      const asset = (await load()).files.get(request.params.name);
      if (asset === undefined) throw codedError("NOT_FOUND", "there is no such file; reload the page");
      reply.header("cache-control", "public, max-age=31536000, immutable");
      return sendAsset(request, reply, asset);
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/me",
    config: { role: "viewer" },
    schema: {
      summary: "Show who calls",
      tags: ["operations"],
      response: { 200: MeAnswer, 401: ErrorAnswer, 403: ErrorAnswer },
    },
    handler: async ({ caller }) => caller!,
  });
}

function sendAsset({ headers }: FastifyRequest, reply: FastifyReply, { type, etag, bodies }: WebAsset) {
  reply.headers({ etag, vary: "accept-encoding" });
  if (headers["if-none-match"] === etag) return reply.code(304).send();
  const encoding = encodingFor(headers["accept-encoding"]);
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  return reply.type(type).send(bodies[encoding]);
}
