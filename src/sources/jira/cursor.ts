/** Where a walk over pages stands, as text that may be stored. */
import { z } from "zod";

const UpdateWindow = z.object({ openedMs: z.number(), minutes: z.int(), slackMinutes: z.int() }).nullable();

/** Cloud: the token of the next page, which is only good for the same search. */
export const CloudCursor = z.object({ window: UpdateWindow, token: z.string() });
export type CloudCursor = z.infer<typeof CloudCursor>;

/** Data Center: where the next page begins, and the last issue of the page before, which begins it again. */
export const OffsetCursor = z.object({
  window: UpdateWindow,
  startAt: z.int().nonnegative(),
  last: z.object({ id: z.string(), created: z.string() }),
});
export type OffsetCursor = z.infer<typeof OffsetCursor>;

/** Null for the first page, and for what an older version may have stored: then the walk begins again. */
export function parseCursor<Cursor>(schema: z.ZodType<Cursor>, text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
