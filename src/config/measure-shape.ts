/** The shape of a measure in okrs.yaml. */
import { z } from "zod";
import { strictMap, Text } from "./zod-complaint.ts";
import { wordedText } from "./worded-text.ts";

const By = wordedText(/^(count|estimate|field:.+)$/, "must be count, estimate or field:<alias>")
  .transform((by) => by as "count" | "estimate" | `field:${string}`)
  .prefault("count")
  .meta({
    description: "what an issue weighs: count (1 each), estimate, or field:<alias> of sources.yaml",
    examples: ["count", "estimate", "field:leadTimeDays", "field:cycleTimeDays"],
  });

const Unit = Text.optional().meta({ description: "what is shown after the number", examples: ["%", "days"] });

export const MeasureShape = z.discriminatedUnion("kind", [
  strictMap({
    kind: z.literal("completion").describe("completed share of the matched issues"),
    by: By,
  }),
  strictMap({
    kind: z.literal("total").describe("a number that the matched issues add up to"),
    by: By,
    aggregate: z
      .enum(["sum", "average", "min", "max", "latest"])
      .default("sum")
      .describe("how the sizes of completed issues become one number"),
    start: z.number().default(0).describe("where it begins"),
    target: z.number().describe("where it is to get; different from the start"),
    unit: Unit,
  }),
  strictMap({ kind: z.literal("milestone").describe("done once all matched issues are completed") }),
  strictMap({
    kind: z.literal("metric").describe("a number that people check in: from start to target, or kept within a band"),
    start: z.number().optional().describe("where it begins"),
    target: z.number().optional().describe("where it is to get; different from the start"),
    keep: strictMap({
      min: z.number().optional().describe("not below this"),
      max: z.number().optional().describe("not above this"),
    })
      .optional()
      .describe("instead of start and target: the band to stay in"),
    unit: Unit,
  }),
  strictMap({
    kind: z.literal("objective").describe("the progress of another objective"),
    objective: Text.describe("id of that objective; no circle is accepted"),
  }),
]);
export type MeasureShape = z.infer<typeof MeasureShape>;
