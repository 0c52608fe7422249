/** What a Jira issue hangs under. */
import type { Edge } from "../../domain/issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import { Id } from "../foreign.ts";
import type { SourceSettings } from "../source.ts";
import { aliasValue } from "./fields.ts";
import type { JiraParent } from "./schema.ts";

const keyPattern = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;

/**
 * At most one parent: Cloud's `parent`, else Data Center's Parent Link, else its Epic Link. The latter two are custom fields
 * that hold a key; their ids differ by site, so they are the aliases `parentLink` and `epicLink`.
 */
export function edgesOf(
  settings: SourceSettings,
  parent: JiraParent | null,
  fields: JsonObject,
  browse: (key: string) => string | null,
): readonly Edge[] {
  const target =
    targetOf(parent) ??
    linkedTarget(aliasValue(settings, fields, "parentLink")) ??
    linkedTarget(aliasValue(settings, fields, "epicLink"));
  if (target === null) return [];
  const { id, key, name } = target;
  const ref = id === null ? null : `${settings.id}:${id}`;
  return [{ kind: "parent", ref, key, name, slug: null, url: key === null ? null : browse(key) }];
}

interface Target {
  id: string | null;
  key: string | null;
  name: string | null;
}

function targetOf(parent: JiraParent | null): Target | null {
  if (parent === null || (!parent.id && !parent.key)) return null;
  return { id: parent.id ?? null, key: parent.key ?? null, name: parent.fields?.summary ?? null };
}

/** A key, an issue, or Cloud's Parent Link wrapper with the issue in `data`; wrappers without one say "none". */
function linkedTarget(value: unknown): Target | null {
  if (typeof value === "string") return keyPattern.test(value) ? { id: null, key: value, name: null } : null;
  const issue = objectOf(own(objectOf(value), "data")) ?? objectOf(value);
  const key = own(issue, "key");
  if (typeof key !== "string" || !keyPattern.test(key)) return null;
  const summary = own(objectOf(own(issue, "fields")), "summary");
  return { id: Id.safeParse(own(issue, "id")).data ?? null, key, name: typeof summary === "string" ? summary : null };
}
