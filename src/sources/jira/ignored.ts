/** Which Jira events change nothing that we keep, and why. */

const families: readonly (readonly [prefix: string, reason: string])[] = [
  ["comment_", "a comment changes nothing that counts; its copy of the issue is partial"],
  ["worklog_", "a work log changes nothing that counts and carries no issue"],
  ["issuelink_", "an issue link is not part of the hierarchy; a change of parent comes with the issue's own update"],
  ["sprint_", "a sprint event names no issues; an issue's sprints come with its own update"],
  ["board_", "boards are not kept"],
  ["jira:version_", "a version event names no issues; an issue's versions come with its own update"],
  ["attachment_", "attachments are not kept"],
  ["issue_property_", "issue properties are not kept"],
  ["issuetype_", "an issue type's own change comes with the next update of each issue, or with a reconcile"],
  ["project_", "a project event carries no issues; what it does to them comes with a reconcile"],
  ["user_", "users are not kept"],
  ["option_", "the site's options are not kept"],
  ["filter_", "filters are not kept"],
];

/** For people; a name that is in no family is unknown. */
export function reasonToIgnore(event: string): string {
  const family = families.find(([prefix]) => event.startsWith(prefix));
  return family?.[1] ?? "not an event that we know";
}
