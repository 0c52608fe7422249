/** `GET /api/v1/overview`. */
import { z } from "zod";
import type { OverviewReader } from "../answers/overview-reader.ts";
import { jsonType } from "../encoded-body.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { OverviewAnswer, OverviewQuery } from "../schemas/overview.ts";

const Headers = z.object({
  "if-none-match": z.string().optional().describe("`ETag` of the answer before: 304 while it still holds."),
});

const description =
  "Never older than what this service had committed, or told of as an event, when it was asked. Forecasts that are still " +
  "being computed are marked `forecastPending`.";

export function registerOverview(app: HttpApp, overviews: OverviewReader) {
  app.route({
    method: "GET",
    url: "/api/v1/overview",
    config: { role: "viewer" },
    schema: {
      summary: "Show a period at a glance",
      description,
      tags: ["objectives"],
      querystring: OverviewQuery,
      headers: Headers,
      response: {
        200: OverviewAnswer,
        304: z.undefined().describe("What the caller has still holds."),
        400: ErrorAnswer,
        401: ErrorAnswer,
        403: ErrorAnswer,
        404: ErrorAnswer,
      },
    },
    handler: async ({ query, headers }, reply) => {
      const { etag, body } = await overviews.readOverview(query.period ?? null);
      reply.headers({ etag, vary: "accept-encoding" });
      if (isNamed(headers["if-none-match"], etag)) return reply.code(304).send();
      const { encoding, bytes } = await (await body()).as(headers["accept-encoding"]);
      if (encoding !== "identity") reply.header("content-encoding", encoding);
      // Bytes pass the serialiser by: they were checked and made once for all callers.
      return reply.type(jsonType).send(bytes as never);
    },
  });
}

function isNamed(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((each) => each.trim() === etag || each.trim() === "*");
}
