/** Cursors: opaque to callers, the sort key of a page's last item to us. */
import { codedError } from "../errors.ts";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Makes a page of `limit` from one row more than that; `keyOf` gives the parts that a cursor is made of. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
  toItem: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}

/** Parts of a cursor that match the patterns, one each; throws REQUEST_INVALID for anything that we did not make. */
export function readCursor(cursor: string, patterns: readonly RegExp[]): string[] {
  const parts = parseParts(Buffer.from(cursor, "base64url").toString());
  const fits = parts.length === patterns.length && patterns.every((pattern, i) => pattern.test(parts[i]!));
  if (!fits) throw codedError("REQUEST_INVALID", "querystring/cursor: not a cursor of this list");
  return parts;
}

function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function parseParts(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

/** An id of ours: what fits into a bigint. */
export const idPattern = /^\d{1,18}$/;
