/** `GET /api/v1/periods/:id/report`. */
import { z } from "zod";
import type { HttpApp } from "../http-app.ts";
import { reportFileName, reportForms } from "../report/report-formats.ts";
import type { ReportReader } from "../report/report-reader.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { ReportAnswer, ReportQuery } from "../schemas/report.ts";

const Params = z.object({ id: z.string().describe("Id of a period.") });

const description =
  "Grades, history, scope that came in late, what the forecast said at half-time and what came, what moved, and check-in " +
  "notes: from the frozen numbers once the period is closed, so far while it runs. `md`, `html` and `csv` are files to hand on; " +
  "in them, nothing that an issue or a note says is markup, a mention or a formula.";

export function registerReport(app: HttpApp, reports: ReportReader) {
  app.route({
    method: "GET",
    url: "/api/v1/periods/:id/report",
    config: { role: "viewer" },
    schema: {
      summary: "Review a period",
      description,
      tags: ["objectives"],
      params: Params,
      querystring: ReportQuery,
      response: {
        200: {
          description: "The review.",
          content: {
            "application/json": { schema: ReportAnswer },
            "text/markdown": { schema: z.string() },
            "text/html": { schema: z.string() },
            "text/csv": { schema: z.string() },
          },
        },
        400: ErrorAnswer,
        401: ErrorAnswer,
        403: ErrorAnswer,
        404: ErrorAnswer,
      },
    },
    handler: async ({ params, query: { format, bom } }, reply) => {
      const report = await reports.readReport(params.id);
      if (format === "json") return report;
      const form = reportForms[format];
      const name = reportFileName(report.period.id, format);
      reply.header("content-disposition", `${form.disposition}; filename="${name}"`);
      if ("policy" in form) reply.header("content-security-policy", form.policy);
      return reply.type(form.type).send(form.render(report, { bom: bom === "true" }));
    },
  });
}
