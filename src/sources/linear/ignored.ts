/** Which Linear events change nothing that we keep, and why. */

const reasons: ReadonlyMap<string, string> = new Map([
  ["Comment", "a comment changes nothing that counts"],
  ["Reaction", "a reaction changes nothing that counts"],
  ["Attachment", "attachments are not kept"],
  ["Document", "documents are not kept"],
  ["Cycle", "a cycle event names no issues; an issue's cycle comes with its own update"],
  ["IssueLabel", "a label event names no issues; an issue's labels come with its own update"],
  ["ProjectLabel", "a label event names no projects; a project's labels come with its own update"],
  ["ProjectUpdate", "a status report changes nothing that counts; the project's own update comes beside it"],
  ["InitiativeUpdate", "a status report changes nothing that counts; the initiative's own update comes beside it"],
  ["IssueSLA", "service levels are not kept"],
  ["Customer", "customers are not kept"],
  ["CustomerNeed", "customer requests are not kept"],
  ["Release", "releases are not kept"],
  ["ReleaseNote", "release notes are not kept"],
  ["User", "users are not kept"],
  ["AgentSessionEvent", "agent sessions are not kept"],
  ["AppUserNotification", "notifications are not kept"],
  ["OAuthApp", "authorisations are not kept"],
  ["OAuthAuthorization", "authorisations are not kept"],
  ["PermissionChange", "permissions are not kept"],
]);

/** For people. */
export function reasonToIgnore(type: string): string {
  return reasons.get(type) ?? "not a type that we know";
}
