/** `GET /api/v1/issues`. */
import type { Deps } from "../../deps.ts";
import { searchIssues } from "../../store/views/issue-search.ts";
import type { HttpApp } from "../http-app.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { FoundIssues, IssueQuery } from "../schemas/issues.ts";

export function registerIssues(app: HttpApp, { database }: Deps) {
  app.route({
    method: "GET",
    url: "/api/v1/issues",
    config: { role: "viewer" },
    schema: {
      summary: "Find issues to link",
      description:
        "Exact names first, then epics, projects and initiatives before other issues. Removed issues are not found; an issue " +
        "that is not stored yet can be linked all the same, by its key or address.",
      tags: ["links"],
      querystring: IssueQuery,
      response: { 200: FoundIssues, 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer },
    },
    handler: async ({ query: { query, limit } }) => ({ items: await searchIssues(database.db, query, limit) }),
  });
}
