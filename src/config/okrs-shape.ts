/** The shape of okrs.yaml, one schema a thing, as people write it: defaults are filled in afterwards. */
import { z } from "zod";
import { Id, PeriodId } from "./id.ts";
import { strictMap, Text } from "./zod-complaint.ts";

const Day = z.iso.date({
  error: (issue) =>
    typeof issue.input !== "string"
      ? undefined
      : /^\d{4}-\d{2}-\d{2}$/.test(issue.input)
        ? "is a day that does not exist"
        : "must be a day written like 2026-10-01",
});

const Weight = z.number().min(0);
const Share = z.number().min(0).max(1);

const By = z
  .string()
  .regex(/^(count|estimate|field:.+)$/, "must be count, estimate or field:<alias>")
  .transform((by) => by as "count" | "estimate" | `field:${string}`);

const Pace = z.union([
  z.enum(["linear", "backLoaded"]),
  z.array(z.tuple([Share, Share], { error: "must be a point: [elapsed, expected]" })).min(2),
]);

const Health = strictMap({ onTrack: z.number().min(0).optional(), atRisk: z.number().min(0).optional() });

export const MeasureShape = z.discriminatedUnion("kind", [
  strictMap({ kind: z.literal("completion"), by: By.default("count") }),
  strictMap({
    kind: z.literal("total"),
    by: By.default("count"),
    aggregate: z.enum(["sum", "average", "min", "max", "latest"]).default("sum"),
    start: z.number().default(0),
    target: z.number(),
    unit: Text.optional(),
  }),
  strictMap({ kind: z.literal("milestone") }),
  strictMap({
    kind: z.literal("metric"),
    start: z.number().optional(),
    target: z.number().optional(),
    keep: strictMap({ min: z.number().optional(), max: z.number().optional() }).optional(),
    unit: Text.optional(),
  }),
  strictMap({ kind: z.literal("objective"), objective: Text }),
]);
export type MeasureShape = z.infer<typeof MeasureShape>;

export const PeriodShape = strictMap({ id: PeriodId, start: Day, due: Day });

export const KeyResultShape = strictMap({
  id: Id,
  title: Text,
  description: Text.optional(),
  owner: Text.optional(),
  weight: Weight.default(1),
  measure: MeasureShape,
  grain: z.enum(["issue", "leaf", "container", "all"]).default("issue"),
  canceled: z.enum(["exclude", "keep", "credit"]).default("exclude"),
  credit: z.record(Text, Share).default({}),
  unestimated: z.number().min(0).default(1),
  guardrail: z.boolean().default(false),
  pace: Pace.optional(),
  health: Health.optional(),
  start: Day.optional(),
  due: Day.optional(),
});
export type KeyResultShape = z.infer<typeof KeyResultShape>;

/** Key results are checked one by one, so that a fault in one does not hide those of the others. */
export const ObjectiveShape = strictMap({
  id: Id,
  title: Text,
  description: Text.optional(),
  period: Text,
  owner: Text.optional(),
  team: Text.optional(),
  kind: z.enum(["committed", "aspirational"]).default("aspirational"),
  parent: Text.optional(),
  weight: Weight.default(1),
  rollup: z.enum(["own", "withChildren"]).default("own"),
  pace: Pace.optional(),
  health: Health.optional(),
  keyResults: z.unknown().optional(),
});
export type ObjectiveShape = z.infer<typeof ObjectiveShape>;
