/** An issue, project or initiative as the API answers it → a state. */
import type { Instant, IssueKind, IssueState } from "../../domain/issue.ts";
import { objectOf, own } from "../body.ts";
import { instantOf } from "../instant.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { stateOf } from "../state.ts";
import { initiativeOf, issueOf, projectOf } from "./issue.ts";
import { removed } from "./removal.ts";

const readers = { issue: issueOf, project: projectOf, initiative: initiativeOf } as const;

/**
 * What is in the trash is removed since it was put there, which `archivedAt` tells. Null for what cannot be read: it is logged
 * and left out, so that it does not stop the others.
 */
export function fetchedState(
  settings: SourceSettings,
  { log }: Pick<TrackerDeps, "log">,
  kind: IssueKind,
  data: unknown,
  at: Instant,
): IssueState | null {
  const issue = readers[kind](settings, data, "");
  if (!issue.ok) {
    log.warn(
      { source: settings.id, kind, id: own(objectOf(data), "id"), ...issue.failure },
      "left out an issue that cannot be read",
    );
    return null;
  }
  const node = objectOf(data);
  if (own(node, "trashed") !== true) return stateOf(issue.value, at);
  const trashedAt = instantOf(own(node, "archivedAt")) ?? at;
  return stateOf(removed(issue.value, trashedAt), at);
}
