import type { Issue, IssueKind } from "../../domain/issue.ts";

/** Type and level of what Linear has; a sub-issue is an issue too. */
export const grades: Readonly<Record<IssueKind, Pick<Issue, "type" | "level">>> = {
  issue: { type: "Issue", level: 0 },
  project: { type: "Project", level: 1 },
  initiative: { type: "Initiative", level: 2 },
};
