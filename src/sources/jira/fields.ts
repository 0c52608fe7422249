/** Custom fields, by the alias that `sources.yaml` gives them; their values have many shapes. */
import type { FieldValue } from "../../domain/issue.ts";
import { distinctTexts } from "../blank-issue.ts";
import { objectOf, own, type JsonObject } from "../body.ts";
import { instantOf } from "../instant.ts";
import type { SourceSettings } from "../source.ts";

const numericText = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The value of the alias's first filled field; undefined where none is filled or the alias is not configured. */
export function aliasValue(settings: SourceSettings, fields: JsonObject, alias: string): unknown {
  const ids = Object.hasOwn(settings.fields, alias) ? settings.fields[alias]! : [];
  return ids.map((id) => own(fields, id)).find(isFilled);
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** A finite number, or numeric text as plugins and old servers write it; else null. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && numericText.test(value) ? Number(value) : value;
  // Adding 0 makes −0 what the database would make of it.
  return typeof number === "number" && Number.isFinite(number) ? number + 0 : null;
}

/** Text, number, yes/no, select, cascading select, user, team or version, or a list of them; instants in UTC; else null. */
export function fieldValueOf(value: unknown): FieldValue {
  if (typeof value === "string") return value === "" ? null : (instantOf(value) ?? value);
  if (typeof value === "number") return numberOf(value);
  if (typeof value === "boolean") return value;
  if (Array.isArray(value)) return distinctTexts(value.flatMap(itemTexts));
  const texts = itemTexts(value);
  return texts.length > 1 ? texts : (texts[0] ?? null);
}

/** The same as texts, for fields that hold names. */
export function fieldTexts(value: unknown): readonly string[] {
  return distinctTexts((Array.isArray(value) ? value : [value]).flatMap(itemTexts));
}

function itemTexts(item: unknown): readonly string[] {
  if (typeof item === "string") return distinctTexts([item]);
  if (typeof item === "number" || typeof item === "boolean") return [String(item)];
  const object = objectOf(item);
  if (object === null) return [];
  const user = distinctTexts(["displayName", "emailAddress", "accountId"].map((key) => textAt(object, key)));
  if (user.length > 0) return distinctTexts([...user, textAt(object, "name")]);
  const name = ["value", "name", "title", "id"].map((key) => textAt(object, key)).find((text) => text !== null);
  return distinctTexts([name, textAt(objectOf(own(object, "child")), "value")]);
}

function textAt(object: JsonObject | null, key: string): string | null {
  const value = own(object, key);
  return typeof value === "number" ? String(value) : typeof value === "string" && value !== "" ? value : null;
}
