/** Jira's API: Cloud for an e-mail address with an API token, Data Center for a personal access token. */
import type { SourceSettings, Tracker, TrackerDeps } from "../source.ts";
import { openCloud } from "./fetch-cloud.ts";
import { openDataCenter } from "./fetch-data-center.ts";

export function open(settings: SourceSettings, deps: TrackerDeps): Tracker | null {
  if (settings.auth === null) return null;
  return settings.auth.token === undefined ? openCloud(settings, deps) : openDataCenter(settings, deps);
}
