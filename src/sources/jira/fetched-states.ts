/** Issues as an API answers them → states. */
import type { Instant, IssueState } from "../../domain/issue.ts";
import { objectOf, own } from "../body.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { stateOf } from "../state.ts";
import { issueOf } from "./issue.ts";

/** An issue that cannot be read is logged and left out, so that it does not stop the others; it is not missing either. */
export function statesOf(
  settings: SourceSettings,
  { log }: Pick<TrackerDeps, "log">,
  issues: readonly unknown[],
  at: Instant,
): readonly IssueState[] {
  return issues.flatMap((data) => {
    const issue = issueOf(settings, data, "");
    if (issue.ok) return [stateOf(issue.value, at)];
    const id = own(objectOf(data), "id");
    log.warn({ source: settings.id, id, ...issue.failure }, "left out an issue that cannot be read");
    return [];
  });
}

/** Jira's issue ids; anything else must not become part of an address. */
export const jiraIdPattern = /^\d{1,18}$/;

/** The tracker's own id in a ref of this source; null for other refs, and for ids that this Jira never gave out. */
export function jiraIdOf(settings: SourceSettings, ref: string): string | null {
  const id = ref.startsWith(`${settings.id}:`) ? ref.slice(settings.id.length + 1) : "";
  return jiraIdPattern.test(id) ? id : null;
}
