/** One simulated tracker for each source of the configuration. */
import type { Config, SourceConfig } from "../../config/config.ts";
import { jiraDialect } from "./jira-site.ts";
import { linearDialect } from "./linear-workspace.ts";
import { createTracker, type Dialect, type Tracker } from "./tracker.ts";

const dialects: Readonly<Record<SourceConfig["kind"], (source: SourceConfig) => Dialect>> = {
  jira: (source) =>
    jiraDialect({
      baseUrl: source.baseUrl ?? "https://acme.atlassian.net",
      projectKey: "SHOP",
      projectName: "Shop",
      estimateField: source.fields["estimate"]?.[0] ?? "customfield_10016",
    }),
  linear: () => linearDialect({ name: "acme", team: { key: "ENG", name: "Engineering" } }),
};

export interface SimulatedSource {
  sourceId: string;
  tracker: Tracker;
  secret: string;
}

/** The sources that can be simulated: those with a secret to sign with. */
export function simulateSources(config: Config): readonly SimulatedSource[] {
  return config.sources.flatMap((source) => {
    const secret = source.webhookSecrets[0];
    if (secret === undefined) return [];
    return [{ sourceId: source.id, tracker: createTracker(dialects[source.kind](source)), secret }];
  });
}
