/** `GET /api/v1/as-of`. */
import type { Deps } from "../../deps.ts";
import { dayEndMs } from "../../domain/closing.ts";
import { codedError } from "../../errors.ts";
import type { AsOfReader } from "../answers/as-of-reader.ts";
import type { HttpApp } from "../http-app.ts";
import { AsOfAnswer, AsOfQuery } from "../schemas/as-of.ts";
import { ErrorAnswer } from "../schemas/error.ts";

export function registerAsOf(app: HttpApp, deps: Deps, reader: AsOfReader) {
  app.route({
    method: "GET",
    url: "/api/v1/as-of",
    config: { role: "viewer" },
    schema: {
      summary: "Show objectives as they stood at a past instant",
      description:
        "Rebuilt from what is known now of that time: states of issues, check-ins, links and the configuration in force.",
      tags: ["objectives"],
      querystring: AsOfQuery,
      response: { 200: AsOfAnswer, 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer },
    },
    handler: async ({ query }) => reader.readAsOf(instantOf(query.at, deps.clock())),
  });
}

/** Throws REQUEST_INVALID for what has not happened yet. */
function instantOf(text: string, now: Date): Date {
  const isDay = text.length === "2026-10-01".length;
  const today = now.toISOString().slice(0, 10);
  if (isDay && text === today) return now;
  const at = new Date(isDay ? dayEndMs(text) : text);
  if (at <= now) return at;
  throw codedError("REQUEST_INVALID", `querystring/at: ${text} is in the future; it is ${now.toISOString()} now`);
}
