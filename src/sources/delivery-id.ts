/** The tracker's own id of a delivery. */
import { cleanText } from "./clean-text.ts";
import type { Headers } from "./source.ts";

/** The header is not signed, so its length is bounded. */
const longestId = 200;

/** The header's value fit for storage; null where it is absent or empty. */
export function deliveryIdIn(headers: Headers, header: string): string | null {
  const id = headers[header]?.trim() ?? "";
  return id === "" ? null : cleanText(id.slice(0, longestId));
}
