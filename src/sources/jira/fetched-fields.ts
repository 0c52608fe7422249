/** Which fields a fetched issue has to bring along: those that `issue.ts` reads, and nothing else. */
import { objectOf, own } from "../body.ts";
import type { SourceSettings } from "../source.ts";

const systemFields: readonly string[] = [
  "summary",
  "status",
  "issuetype",
  "project",
  "updated",
  "created",
  "resolutiondate",
  "statuscategorychangedate",
  "resolution",
  "priority",
  "labels",
  "components",
  "fixVersions",
  "parent",
  "assignee",
  "creator",
];

const sprintType = "com.pyxis.greenhopper.jira:gh-sprint";

/**
 * `siteFields` is what the site says of its fields. Without an alias `sprint`, sprints are read from every field that looks
 * like one (see sprints.ts), so those fields are asked for.
 */
export function fieldsToFetch(settings: SourceSettings, siteFields: readonly unknown[]): readonly string[] {
  const sprintFields = needsSiteFields(settings) ? siteFields.filter(isSprintField).map((field) => idOf(field)) : [];
  return [...new Set([...systemFields, ...Object.values(settings.fields).flat(), ...sprintFields])];
}

export function needsSiteFields(settings: SourceSettings): boolean {
  return !Object.hasOwn(settings.fields, "sprint");
}

function isSprintField(field: unknown): boolean {
  return own(objectOf(own(objectOf(field), "schema")), "custom") === sprintType && idOf(field) !== "";
}

function idOf(field: unknown): string {
  const id = own(objectOf(field), "id");
  return typeof id === "string" ? id : "";
}
