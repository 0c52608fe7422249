/** What lists take and answer. */
import { z } from "zod";

const defaultLimit = 500;
const greatestLimit = 1_000;

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(greatestLimit).default(defaultLimit).describe("How many items at most."),
  cursor: z.string().min(1).max(1_000).optional().describe("`nextCursor` of the page before."),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of items. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("Where the next page begins; null on the last."),
  });
}
