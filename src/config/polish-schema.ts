/** A JSON Schema as zod makes it → one that editors read well and that knows our ways of writing. */
import { fieldKey } from "./condition-schema.ts";

export type JsonSchema = { readonly [key: string]: unknown };

interface Place {
  /** In files with references, `${…}` may stand where the schema asks for text of some form. */
  hasReferences: boolean;
  /** Conditions and their tests, which say nothing when they are empty. */
  needsContent: boolean;
}

/** The same schema in better words, all the way down. */
export function polish(schema: JsonSchema, hasReferences: boolean): JsonSchema {
  return polished(schema, { hasReferences, needsContent: false });
}

function polished(schema: JsonSchema, place: Place): JsonSchema {
  const inner = Object.entries(schema).map(([key, value]) => [key, polishedPart(key, value, place)]);
  const steps = [withoutEmptyDefault, withFieldPattern, withNull, withPlainReference];
  const whole = steps.reduce((each, step) => step(each), Object.fromEntries(inner) as JsonSchema);
  const full = place.needsContent && isOptionalMap(whole) ? { ...whole, minProperties: 1 } : whole;
  return place.hasReferences ? orReference(full) : full;
}

function polishedPart(key: string, value: unknown, place: Place): unknown {
  if (key === "properties") return mapSchemas(value, (name) => (isWrittenOut(name) ? withoutReferences(place) : place));
  if (key === "definitions") return mapSchemas(value, () => ({ ...place, needsContent: true }));
  if (key === "propertyNames") return polished(value as JsonSchema, withoutReferences(place));
  if (key === "items" || key === "anyOf" || key === "oneOf" || key === "additionalProperties") {
    if (Array.isArray(value)) return value.map((each: JsonSchema) => polished(each, place));
    return typeof value === "object" ? polished(value as JsonSchema, place) : value;
  }
  return value;
}

function mapSchemas(schemas: unknown, placeOf: (name: string) => Place): unknown {
  const entries = Object.entries(schemas as Readonly<Record<string, JsonSchema>>);
  return Object.fromEntries(entries.map(([name, schema]) => [name, polished(schema, placeOf(name))]));
}

function withoutReferences(place: Place): Place {
  return { ...place, hasReferences: false };
}

/** Ids are stored with every issue, and the kind decides which keys there are. */
function isWrittenOut(name: string): boolean {
  return name === "id" || name === "kind";
}

/** An editor would offer to write the brackets. */
function withoutEmptyDefault(schema: JsonSchema): JsonSchema {
  const { default: value, ...rest } = schema;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? rest : schema;
}

function withFieldPattern(schema: JsonSchema): JsonSchema {
  const { [fieldKey]: field, ...properties } = (schema["properties"] ?? {}) as Readonly<Record<string, unknown>>;
  if (field === undefined) return schema;
  return { ...schema, properties, patternProperties: { "^field\\.[A-Za-z][A-Za-z0-9_]*$": field } };
}

/** A list that may be empty may be left out after its key as well. */
function withNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  const [first, second, third] = (anyOf ?? []) as JsonSchema[];
  if (first === undefined || second?.["type"] !== "null" || third !== undefined) return schema;
  return { ...rest, ...first, type: [first["type"], "null"] };
}

/** What stands beside a reference to a definition is said of it; zod wraps the reference instead. */
function withPlainReference(schema: JsonSchema): JsonSchema {
  const { allOf, ...rest } = schema;
  const [only, second] = (allOf ?? []) as JsonSchema[];
  return only === undefined || second !== undefined ? schema : { ...rest, ...only };
}

function isOptionalMap(schema: JsonSchema): boolean {
  return schema["type"] === "object" && schema["required"] === undefined;
}

const reference = "\\$\\{.*\\}";
const annotations = ["description", "default", "examples"];

/** Text of a certain form, or a reference to be replaced by it. */
function orReference(schema: JsonSchema): JsonSchema {
  if (schema["type"] !== "string") return schema;
  const { pattern } = schema;
  if (typeof pattern === "string")
    return { ...without(schema, ["format", "maxLength"]), pattern: `${pattern}|${reference}` };
  if (schema["enum"] === undefined && schema["const"] === undefined) return schema;
  const form = without(schema, annotations);
  const said = without(schema, Object.keys(form));
  return { ...said, anyOf: [form, { type: "string", pattern: reference }] };
}

function without(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
