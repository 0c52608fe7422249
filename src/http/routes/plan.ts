/** `POST /api/v1/plan`: what a configuration would change. */
import { compileConfig } from "../../config/compile.ts";
import { configFiles } from "../../config/config-files.ts";
import { formatProblem } from "../../config/problem.ts";
import { maxFileBytes } from "../../config/yaml/limits.ts";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import type { Candidate, PlanReader } from "../answers/plan-reader.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { PlanAnswer, PlanBody } from "../schemas/plan.ts";

/** Every file at its greatest, twice: JSON escapes line breaks and quotes. */
const bodyLimit = 2 * configFiles.length * maxFileBytes;

/** How long the socket may be silent while everything stored is matched; elsewhere two minutes would end it. */
const patienceMs = 300_000;

const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 413: ErrorAnswer, 422: ErrorAnswer };

export function registerPlan(app: HttpApp, deps: Deps, plans: PlanReader) {
  app.route({
    method: "POST",
    url: "/api/v1/plan",
    config: { role: "editor" },
    bodyLimit,
    schema: {
      summary: "Show what a configuration would change",
      description:
        "Everything stored, matched under the candidate and compared with what is shown now. Changes nothing.",
      tags: ["configuration"],
      body: PlanBody,
      response: { 200: PlanAnswer, ...errors },
    },
    handler: async ({ body, raw }, reply) => {
      // Requests that tests inject have a socket without timeouts.
      if ("setTimeout" in raw.socket) raw.socket.setTimeout(patienceMs);
      // The request's own signal ends with its body; who has gone away shows on the answer's side.
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort(codedError("REQUEST_INVALID", "the caller has gone away")));
      return plans.readPlan(await candidateOf(deps, body.files), gone.signal);
    },
  });
}

/** Throws CONFIG_REFUSED with all problems, a line each. */
async function candidateOf(deps: Deps, given: Readonly<Record<string, string | null>>): Promise<Candidate> {
  const files = { ...deps.current().config.files, ...given };
  const present = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null);
  const result = await deps.parser.parse(Object.fromEntries(present));
  if (!result.ok) {
    const problems = result.problems.map(formatProblem).join("\n");
    throw codedError("CONFIG_REFUSED", `the configuration cannot be used:\n${problems}`);
  }
  const { config } = result;
  return { config, mapping: compileConfig(config), warnings: result.warnings.map(formatProblem) };
}
