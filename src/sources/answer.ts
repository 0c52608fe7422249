/** Answers of a tracker's API. */
import type { z } from "zod";
import type { Instant } from "../domain/issue.ts";
import { codedError } from "../errors.ts";
import { instantOf } from "./instant.ts";
import type { TrackerDeps } from "./source.ts";

/** Checks an answer; throws SOURCE_ANSWER_INVALID with the place that does not fit. `what` was asked of `source`. */
export function readAs<Shape>(schema: z.ZodType<Shape>, answer: unknown, source: string, what: string): Shape {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String).join(".") ?? "";
  throw codedError("SOURCE_ANSWER_INVALID", `${source}: ${what}: unexpected answer at ${JSON.stringify(path)}`);
}

/** The time at which a request is sent: what changed since may or may not be in its answer. */
export function fetchTime({ nowMs }: Pick<TrackerDeps, "nowMs">): Instant {
  const instant = instantOf(nowMs());
  if (instant === null) throw codedError("INTERNAL", "the clock is outside 1970…9999");
  return instant;
}
