/** Building blocks for reading foreign payloads: only what we use, nothing refused for being more. */
import { z } from "zod";
import { cleanText } from "./clean-text.ts";

/** Refs and keys are index entries in the store, which limits their length. */
const longestName = 255;

/** A tracker's id; a number only where JavaScript has not rounded it. */
export const Id = z
  .union([z.string().min(1).max(longestName), z.int().nonnegative()])
  .transform((id) => cleanText(String(id)));

/** Clean before it becomes part of an address, which lone surrogates make malformed. */
export const Key = z.string().min(1).max(longestName).transform(cleanText);

/** Null where it is absent or no text: for what no number depends on. */
export const LooseText = z
  .unknown()
  .optional()
  .transform((value): string | null => (typeof value === "string" ? value : null));

export const Named = z.object({ name: z.string() });

/** Only what a browser may follow, and short enough for an index. */
export const WebAddress = z
  .unknown()
  .optional()
  .transform((value): string | null => {
    const isAddress = typeof value === "string" && value.length <= 2000 && /^https?:\/\//i.test(value);
    return isAddress ? value : null;
  });
