/** What we read of a Jira issue: REST v2 shape, in webhooks and in Automation's two formats. Custom fields are read by alias. */
import { z } from "zod";
import { Id, Key, LooseText, Named } from "../foreign.ts";
import { NeededInstant, OptionalInstant } from "../instant.ts";

/** Users of Data Center have a `name` and no account id. */
const Person = z
  .object({ displayName: LooseText, emailAddress: LooseText, accountId: LooseText, name: LooseText })
  .nullish()
  .catch(null);

/** Old servers leave the category out; its name is translated, so only key and id count. */
const JiraStatus = z.object({
  name: z.string(),
  statusCategory: z.object({ id: z.unknown().optional(), key: z.unknown().optional() }, "the status has no category"),
});
export type JiraStatus = z.infer<typeof JiraStatus>;

const JiraType = z.object({
  name: z.string(),
  subtask: z.boolean().nullish(),
  hierarchyLevel: z.int().min(-1).max(100).nullish(),
});
export type JiraType = z.infer<typeof JiraType>;

const JiraParent = z.object({
  id: Id.nullish(),
  key: Key.nullish(),
  fields: z.object({ summary: LooseText }).nullish().catch(null),
});
export type JiraParent = z.infer<typeof JiraParent>;

const JiraFields = z.object({
  summary: LooseText,
  status: JiraStatus,
  issuetype: JiraType,
  project: z.object({ key: Key }).nullish(),
  updated: NeededInstant,
  created: OptionalInstant,
  resolutiondate: OptionalInstant,
  statuscategorychangedate: OptionalInstant,
  resolution: Named.nullish(),
  priority: Named.nullish(),
  labels: z.array(z.string()).nullish(),
  components: z.array(Named).nullish(),
  fixVersions: z.array(Named).nullish(),
  parent: JiraParent.nullish(),
  assignee: Person,
  creator: Person,
});
export type JiraFields = z.infer<typeof JiraFields>;

export const JiraIssue = z.object({ id: Id, key: Key, self: LooseText, fields: JiraFields });
export type JiraIssue = z.infer<typeof JiraIssue>;

const LooseNamed = z.object({ name: LooseText }).nullish().catch(null);

/** A deletion needs no more than id and key; the rest is for people. */
export const DeletedJiraIssue = z.object({
  id: Id,
  key: Key,
  self: LooseText,
  fields: z.object({ summary: LooseText, issuetype: LooseNamed, status: LooseNamed }).nullish().catch(null),
});
