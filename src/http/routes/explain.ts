/** `GET /api/v1/issues/:ref/explain`, `/key-results/:id/explain` and `/objectives/:id/explain`: where numbers come from. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { listFrozen } from "../../store/period-closures.ts";
import type { AnswerReader } from "../answers/answer-reader.ts";
import { explainIssue } from "../answers/explain-issue.ts";
import { explainKeyResult } from "../answers/explain-key-result.ts";
import { explainObjectives, objectivesBeneath } from "../answers/explain-objective.ts";
import { frozenById } from "../answers/frozen.ts";
import { getKeyResult, getObjective } from "../get-subject.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { ExplainedIssue, ExplainedKeyResult, ExplainedObjective } from "../schemas/explain.ts";
import { text } from "../schemas/text.ts";

const Params = z.object({ id: z.string() });
const IssueParams = z.object({ ref: text(2_000).describe("Key, ref or URL of an issue, percent-encoded.") });
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };

const atMost = (greatest: number, usual: number) => z.coerce.number().int().min(0).max(greatest).default(usual);
const IssueQuery = z.object({ limit: atMost(100_000, 10_000).describe("Rules at most, besides those that apply.") });
const KeyResultQuery = z.object({
  limit: atMost(1_000, 100).describe("Rows of the ledger at most."),
  changes: atMost(1_000, 50).describe("Changes at most."),
});

export function registerExplain(app: HttpApp, deps: Deps, answers: AnswerReader) {
  const { db } = deps.database;
  app.route({
    method: "GET",
    url: "/api/v1/issues/:ref/explain",
    config: { role: "viewer" },
    schema: {
      summary: "Explain what an issue counts toward, rule by rule",
      tags: ["explain"],
      params: IssueParams,
      querystring: IssueQuery,
      response: { 200: ExplainedIssue, ...errors },
    },
    handler: async ({ params, query }) => explainIssue(deps, params.ref, query.limit),
  });
  app.route({
    method: "GET",
    url: "/api/v1/key-results/:id/explain",
    config: { role: "viewer" },
    schema: {
      summary: "Explain where a key result's number comes from",
      tags: ["explain"],
      params: Params,
      querystring: KeyResultQuery,
      response: { 200: ExplainedKeyResult, ...errors },
    },
    handler: async ({ params, query }) => {
      const { config, mapping } = deps.current();
      const keyResult = getKeyResult(config, params.id);
      const [shown, frozen, explained] = await Promise.all([
        answers.readKeyResult(keyResult.id),
        listFrozen(db, [keyResult.id], [], deps.clock()),
        explainKeyResult(db, mapping, keyResult, { rows: query.limit, changes: query.changes }),
      ]);
      return { keyResult: shown, closed: frozenById(config.objectives, frozen).has(keyResult.id), ...explained };
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/objectives/:id/explain",
    config: { role: "viewer" },
    schema: {
      summary: "Explain where an objective's number comes from",
      tags: ["explain"],
      params: Params,
      response: { 200: ExplainedObjective, ...errors },
    },
    handler: async ({ params }) => {
      const { config } = deps.current();
      const objectives = objectivesBeneath(config.objectives, getObjective(config, params.id));
      const now = deps.clock().toISOString();
      const shown = await Promise.all(objectives.map(({ id }) => answers.readObjective(id)));
      return explainObjectives(db, objectives, shown, now);
    },
  });
}
