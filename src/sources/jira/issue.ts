/** One Jira issue as its REST v2 shape has it → ours. */
import type { FieldValue, Instant, Issue, StatusCategory } from "../../domain/issue.ts";
import { blankIssue, distinctTexts } from "../blank-issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import { instantOf } from "../instant.ts";
import type { SourceSettings } from "../source.ts";
import { failed, parsePart, type Result } from "../state.ts";
import { edgesOf } from "./edges.ts";
import { aliasValue, fieldTexts, fieldValueOf, numberOf } from "./fields.ts";
import { DeletedJiraIssue, JiraIssue, type JiraFields, type JiraType } from "./schema.ts";
import { sprintsOf } from "./sprints.ts";
import { categoryOf } from "./status.ts";

/** `at` is where the issue stands in its payload, for the failure's path; empty where it is the payload. */
export function issueOf(settings: SourceSettings, data: unknown, at: string): Result<Issue> {
  const parsed = parsePart(JiraIssue, data, at);
  if (!parsed.ok) return parsed;
  const { id, key, self, fields } = parsed.value;
  const statusCategory = categoryOf(fields.status, fields.resolution?.name ?? null, settings.canceledResolutions);
  if (statusCategory === null) return failed(pathBelow(at, "fields.status.statusCategory"), "no category of Jira's");
  const custom = objectOf(own(objectOf(data), "fields")) ?? {};
  const browse = (issueKey: string) => browseUrl(settings, self, issueKey);
  const known = { source: settings.id, key, title: fields.summary ?? key, updatedAt: fields.updated };
  const kind = { type: fields.issuetype.name, level: levelOf(fields.issuetype) };
  const value: Issue = {
    ...blankIssue("issue", id, { ...known, ...kind, status: fields.status.name, statusCategory }),
    ...ownFields(fields, key),
    ...customFields(settings, custom),
    url: browse(key),
    completedAt: completedAtOf(fields, statusCategory),
    edges: edgesOf(settings, fields.parent ?? null, custom, browse),
    statedEdges: ["parent"],
  };
  return { ok: true, value };
}

/** A deletion must not fail for what a deleted issue no longer needs: its id and key are enough. */
export function deletedIssueOf(settings: SourceSettings, data: unknown, at: string, eventAt: Instant): Result<Issue> {
  const whole = issueOf(settings, data, at);
  if (whole.ok) return { ok: true, value: { ...whole.value, removed: true, updatedAt: eventAt } };
  const parsed = parsePart(DeletedJiraIssue, data, at);
  if (!parsed.ok) return parsed;
  const { id, key, self, fields } = parsed.value;
  const known = { source: settings.id, key, title: fields?.summary ?? key, updatedAt: eventAt };
  const names = { type: fields?.issuetype?.name ?? "", status: fields?.status?.name ?? "" };
  const blank = blankIssue("issue", id, { ...known, ...names, level: 0, statusCategory: "unstarted" });
  return { ok: true, value: { ...blank, url: browseUrl(settings, self, key), removed: true } };
}

export function pathBelow(at: string, path: string): string {
  return at === "" ? path : `${at}.${path}`;
}

function ownFields(fields: JiraFields, key: string): Partial<Issue> {
  return {
    resolution: fields.resolution?.name ?? null,
    priority: fields.priority?.name ?? null,
    project: fields.project?.key ?? projectOf(key),
    labels: distinctTexts(fields.labels ?? []),
    components: distinctTexts((fields.components ?? []).map(({ name }) => name)),
    versions: distinctTexts((fields.fixVersions ?? []).map(({ name }) => name)),
    assignee: identifiers(fields.assignee),
    creator: identifiers(fields.creator),
    createdAt: fields.created,
  };
}

function customFields(settings: SourceSettings, fields: JsonObject): Partial<Issue> {
  const sprints = sprintsOf(settings, fields);
  const byAlias = Object.keys(settings.fields).map((alias): [string, FieldValue] => {
    return [alias, alias === "sprint" ? sprints : fieldValueOf(aliasValue(settings, fields, alias))];
  });
  return {
    team: fieldTexts(aliasValue(settings, fields, "team")),
    sprints,
    estimate: numberOf(aliasValue(settings, fields, "estimate")),
    startedAt: instantOf(aliasValue(settings, fields, "startedAt")),
    fields: Object.fromEntries(byAlias),
  };
}

/** Where Data Center leaves the level out, only the type's name tells an epic. */
function levelOf({ name, subtask, hierarchyLevel }: JiraType): number {
  if (typeof hierarchyLevel === "number") return hierarchyLevel;
  if (subtask === true) return -1;
  return name.toLowerCase() === "epic" ? 1 : 0;
}

function completedAtOf(fields: JiraFields, category: StatusCategory): Instant | null {
  return category === "completed" ? (fields.resolutiondate ?? fields.statuscategorychangedate) : null;
}

function projectOf(key: string): string | null {
  const dash = key.lastIndexOf("-");
  return dash > 0 ? key.slice(0, dash) : null;
}

function identifiers(person: JiraFields["assignee"]): readonly string[] {
  return distinctTexts([person?.displayName, person?.emailAddress, person?.accountId, person?.name]);
}

/** Through OAuth, `self` names Atlassian's gateway, which shows no issue to people. */
const gatewayHost = "api.atlassian.com";

function browseUrl(settings: SourceSettings, self: string | null, key: string): string | null {
  const site = settings.baseUrl?.replace(/\/+$/, "") ?? siteOf(self);
  return site === null ? null : `${site}/browse/${encodeURIComponent(key)}`;
}

function siteOf(self: string | null): string | null {
  const url = self === null ? null : URL.parse(self);
  const isSite = url !== null && /^https?:$/.test(url.protocol) && url.host !== gatewayHost;
  return isSite ? url.origin : null;
}
