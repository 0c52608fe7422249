/** The body of a delivery as JSON. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Null where the bytes are not UTF-8, not JSON (a byte order mark is not), or JSON but not an object. */
export function parseBody(body: Uint8Array): JsonObject | null {
  try {
    return objectOf(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)));
  } catch {
    // A TypeError for bytes, a SyntaxError for text, a RangeError for nesting that the engine cannot take.
    return null;
  }
}

/** Null for everything else, lists included. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The own property only: `toString` of an object that lacks it is a function otherwise. */
export function own(object: JsonObject | null, key: string): unknown {
  return object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}
