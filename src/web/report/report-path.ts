/** Addresses of a period's review: as data for this page, and as files. */
import type { ReportAnswer, ReportFormat } from "../../http/schemas/report.ts";
import type { Loader } from "../api/resources.ts";

/** Looking back at everything stored takes its time. */
const patienceMs = 300_000;

export function reportPath(period: string): string {
  return `/api/v1/periods/${encodeURIComponent(period)}/report`;
}

export function reportFilePath(period: string, format: Exclude<ReportFormat, "json">): string {
  return `${reportPath(period)}?format=${format}`;
}

export function patientRead(path: string): Loader<ReportAnswer> {
  return (api, etag) => api.read(path, etag, AbortSignal.timeout(patienceMs));
}
