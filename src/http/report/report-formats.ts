/** The forms in which a review is handed out. */
import type { ReportAnswer, ReportFormat } from "../schemas/report.ts";
import { reportCsv } from "./report-csv.ts";
import { reportHtml, reportPolicy } from "./report-html.ts";
import { reportMarkdown } from "./report-markdown.ts";

export type TextFormat = Exclude<ReportFormat, "json">;

interface Form {
  type: string;
  render: (report: ReportAnswer, options: { bom: boolean }) => string;
  /** `inline` shows in a browser; what it would not show is saved. */
  disposition: "inline" | "attachment";
  /** Over those of every answer. */
  policy?: string;
}

export const reportForms = {
  md: { type: "text/markdown; charset=utf-8", render: reportMarkdown, disposition: "attachment" },
  html: {
    type: "text/html; charset=utf-8",
    render: reportHtml,
    disposition: "inline",
    policy: `${reportPolicy}; frame-ancestors 'none'`,
  },
  csv: { type: "text/csv; charset=utf-8; header=present", render: reportCsv, disposition: "attachment" },
} as const satisfies Record<TextFormat, Form>;

/** `review-2026-Q4.md`; whatever a period may be called, a name that every system takes. */
export function reportFileName(periodId: string, format: ReportFormat): string {
  return `review-${periodId.replaceAll(/[^A-Za-z0-9._-]/g, "-")}.${format}`;
}
