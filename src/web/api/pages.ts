/** Lists that the service gives in pages, read whole. */
import type { Loader } from "./resources.ts";

interface Page {
  items: readonly unknown[];
  nextCursor: string | null;
}

/** Items of one request. */
const pageSize = 1_000;
/** More rows than this nobody reads on a page; the API has them all. */
export const greatestList = 20_000;

/** Reads page after page, and shows what is there after each; other keys are those of the newest page. */
export function allPages<T extends Page>(path: string): Loader<T> {
  return async (api, _etag, show) => {
    const items: unknown[] = [];
    let cursor: string | null = null;
    for (;;) {
      const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const reading = await api.read<T>(`${path}${path.includes("?") ? "&" : "?"}limit=${pageSize}${from}`);
      if (reading.kind !== "read") return reading;
      items.push(...reading.data.items);
      cursor = reading.data.nextCursor;
      const list = { ...reading.data, items: [...items] };
      if (cursor === null || items.length >= greatestList) return { kind: "read", data: list, etag: null };
      show(list);
    }
  };
}
