/** The sprints that an issue is or was in. */
import { distinctTexts } from "../blank-issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import type { SourceSettings } from "../source.ts";
import { aliasValue } from "./fields.ts";

/** Older Clouds and Data Center write a sprint as Java does: `com.atlassian.…Sprint@519c6abe[id=197,name=TES Sprint 3,state=ACTIVE]`. */
const javaSprint = /Sprint@[0-9a-f]+\[/;
/** A name may hold commas: it ends before the next property, or with the list of them. */
const javaName =
  /[[,]name=(.*?)(?:,(?:activatedDate|autoStartStop|completeDate|endDate|goal|id|incompleteIssuesDestinationId|rapidViewId|sequence|startDate|state|synced)=|\]$)/s;
const sprintStates: readonly unknown[] = ["active", "closed", "future"];

/** Names in the field's order: of the alias `sprint` where it is configured, else of the custom fields that look like sprints. */
export function sprintsOf(settings: SourceSettings, fields: JsonObject): readonly string[] {
  if (Object.hasOwn(settings.fields, "sprint")) return sprintNames(aliasValue(settings, fields, "sprint"));
  const lists = Object.entries(fields).filter(([id, value]) => id.startsWith("customfield_") && isSprintList(value));
  return distinctTexts(lists.flatMap(([, value]) => sprintNames(value)));
}

function isSprintList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isSprint);
}

function isSprint(value: unknown): boolean {
  if (typeof value === "string") return javaSprint.test(value) && value.endsWith("]");
  const sprint = objectOf(value);
  return typeof own(sprint, "name") === "string" && sprintStates.includes(own(sprint, "state"));
}

function sprintNames(value: unknown): readonly string[] {
  return distinctTexts((Array.isArray(value) ? value : [value]).map(sprintName));
}

function sprintName(value: unknown): string | null {
  if (typeof value === "string") return javaSprint.test(value) ? (javaName.exec(value)?.[1] ?? null) : value;
  const name = own(objectOf(value), "name");
  return typeof name === "string" ? name : null;
}
