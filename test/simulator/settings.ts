/** The simulated sites as sources. */
import type { SourceSettings } from "../../src/sources/source.ts";
import { webhookSecret } from "./delivery.ts";
import type { SiteName } from "./item.ts";
import { customFields, sites } from "./jira-issue.ts";

/** As `sources.yaml` has them, and the header that follows from them. */
export const credentials: Readonly<Record<SiteName, { auth: Readonly<Record<string, string>>; header: string }>> = {
  cloud: {
    auth: { email: "bot@example.com", apiToken: "cloud-token" },
    header: `Basic ${Buffer.from("bot@example.com:cloud-token").toString("base64")}`,
  },
  server: { auth: { token: "server-token" }, header: "Bearer server-token" },
  linear: { auth: { apiKey: "lin_api_key" }, header: "lin_api_key" },
};

/** The source's id is the site's name; `apiUrl` is `TrackerServer.url`. */
export function settingsOf(site: SiteName, apiUrl: string, changes: Partial<SourceSettings> = {}): SourceSettings {
  return {
    id: site,
    kind: site === "linear" ? "linear" : "jira",
    baseUrl: site === "linear" ? null : sites[site],
    apiUrl,
    webhookSecrets: [webhookSecret],
    webhookAuth: null,
    auth: credentials[site].auth,
    fields: fieldsOf(site),
    canceledResolutions: ["Won't Do"],
    staleAfterMs: 86_400_000,
    maxAgeMs: 86_400_000,
    reconcile: { everyMs: 900_000, full: "0 3 * * *", jql: null, teams: null },
    ...changes,
  };
}

/** Sprints have no alias: they are found by what the site says of its fields. */
function fieldsOf(site: SiteName): Record<string, readonly string[]> {
  if (site === "linear") return {};
  if (site === "cloud") return { estimate: [customFields.cloud.estimate] };
  return { estimate: [customFields.server.estimate], epicLink: [customFields.server.epicLink] };
}
