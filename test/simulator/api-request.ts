/** What is asked of a simulated site, and what it answers. */
import type { SiteName } from "./item.ts";

export interface ApiRequest {
  site: SiteName;
  method: string;
  path: string;
  query: URLSearchParams;
  json: Record<string, unknown>;
  /** `POST /rest/api/3/search/jql`, `POST /graphql issuePage`: what faults are matched against. */
  name: string;
}

export interface Answer {
  status: number;
  json?: unknown;
  text?: string;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
}
