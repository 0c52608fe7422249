/** `GET /api/v1/events`. */
import { z } from "zod";
import type { EventStreams } from "../event-streams.ts";
import type { HttpApp } from "../http-app.ts";
import { idPattern } from "../pages.ts";
import { ErrorAnswer } from "../schemas/error.ts";

const Headers = z.object({
  "last-event-id": z.string().regex(idPattern).optional().catch(undefined).describe("Id of the last event seen."),
});

const description = [
  "Server-sent events, resumed after `Last-Event-ID`. `progress`: a key result or objective changed, with `subject`, `id`,",
  "`at`, `value`, `progress`, `rawProgress`, `previousValue`, `previousProgress`, `revision` and `cause`.",
  "`health`: its health changed, with that or with time alone, with `health` and `previousHealth`.",
  "`source`: `condition` is `stale`, `refused` (signatures), `reconcile_failed` or `drift`, with `message`, and `active`",
  "where it begins and ends. `config`: `state` is `accepted` or `refused`, with the `revision` in force from then on and,",
  "where it was refused, `problems`. Events come at least once.",
].join(" ");

export function registerEvents(app: HttpApp, streams: EventStreams) {
  app.route({
    method: "GET",
    url: "/api/v1/events",
    exposeHeadRoute: false,
    config: { role: "viewer" },
    schema: {
      summary: "Follow changes as they happen",
      description,
      tags: ["events"],
      headers: Headers,
      response: {
        200: { description: "The stream.", content: { "text/event-stream": { schema: z.string() } } },
        401: ErrorAnswer,
        403: ErrorAnswer,
      },
    },
    handler: async ({ headers, raw }, reply) => {
      const { authorization, host } = raw.headers;
      const stream = await streams.open(headers["last-event-id"] ?? null, { authorization, host });
      return reply
        .header("content-type", "text/event-stream")
        .header("x-accel-buffering", "no")
        .send(stream as never);
    },
  });
}
