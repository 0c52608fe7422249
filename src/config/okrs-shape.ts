/** The shape of okrs.yaml, one schema a thing, as people write it: defaults are filled in afterwards. */
import { z } from "zod";
import { defaultCredit } from "../domain/okr.ts";
import { Id, PeriodId } from "./id.ts";
import { MeasureShape } from "./measure-shape.ts";
import { strictMap, Text } from "./zod-complaint.ts";

const Day = z.iso
  .date({
    error: (issue) =>
      typeof issue.input !== "string"
        ? undefined
        : /^\d{4}-\d{2}-\d{2}$/.test(issue.input)
          ? "is a day that does not exist"
          : "must be a day written like 2026-10-01",
  })
  .meta({ patternErrorMessage: "must be a day that exists, written like 2026-10-01" });

const Weight = z.number().min(0);
const Share = z.number().min(0).max(1);

const Pace = z.union([
  z.enum(["linear", "backLoaded"]),
  z.array(z.tuple([Share, Share], { error: "must be a point: [elapsed, expected]" })).min(2),
]);

const Health = strictMap({
  onTrack: z.number().min(0).optional().describe("progress ÷ expected progress from which it is on track; default 0.9"),
  atRisk: z.number().min(0).optional().describe("the same from which it is at risk, and not off track; default 0.7"),
});

const pace =
  "expected progress over time: linear, backLoaded, or points [elapsed, expected] such as [[0, 0], [0.5, 0.2], [1, 1]]";

export const PeriodShape = strictMap({
  id: PeriodId.meta({ description: "what objectives name it by", examples: ["2026-Q4"] }),
  start: Day.meta({ description: "first day", examples: ["2026-10-01"] }),
  due: Day.meta({ description: "last day; the whole of it belongs to the period, in UTC", examples: ["2026-12-31"] }),
});

export const KeyResultShape = strictMap({
  id: Id.describe("unique over objectives and key results: rules, labels and links name the key result by it"),
  title: Text.describe("what is reached when it is done"),
  description: Text.optional().describe("more about it"),
  owner: Text.optional().describe("who answers for it"),
  weight: Weight.default(1).describe("in the objective's mean; 0 leaves it out"),
  measure: MeasureShape.describe("how its progress is measured"),
  grain: z
    .enum(["issue", "leaf", "container", "all"])
    .default("issue")
    .describe(
      "which matched items count. issue: the topmost that are no epic or project; leaf: those with nothing matched " +
        "beneath; container: the lowest epics and projects; all: all but epics and projects",
    ),
  canceled: z
    .enum(["exclude", "keep", "credit"])
    .default("exclude")
    .describe("canceled issues: left out, kept in scope without credit, or credited as completed"),
  credit: z.record(Text, Share).default({}).meta({
    description: "credit 0…1 by status category or by status name, which wins; what is not named keeps its default",
    properties: creditByCategory(),
  }),
  unestimated: z.number().min(0).default(1).describe("size of an issue without estimate, under by: estimate"),
  guardrail: z.boolean().default(false).describe("caps the objective instead of joining its mean"),
  pace: Pace.optional().describe(`${pace}; default: the objective's`),
  health: Health.optional().describe("thresholds of health; default: the objective's"),
  start: Day.optional().describe("default: the period's"),
  due: Day.optional().describe("default: the period's"),
});
export type KeyResultShape = z.infer<typeof KeyResultShape>;

/** Key results are checked one by one, so that a fault in one does not hide those of the others. */
export const ObjectiveShape = strictMap({
  id: Id.describe("unique over objectives and key results"),
  title: Text.describe("what is to be reached"),
  description: Text.optional().describe("more about it"),
  period: Text.describe("id of one of the periods above"),
  owner: Text.optional().describe("who answers for it"),
  team: Text.optional().describe("whose objective it is"),
  kind: z
    .enum(["committed", "aspirational"])
    .default("aspirational")
    .describe("committed is met at 100 %, aspirational at 70 %"),
  parent: Text.optional().describe("id of the objective that this one is aligned to"),
  weight: Weight.default(1).describe("in the parent's mean"),
  rollup: z
    .enum(["own", "withChildren"])
    .default("own")
    .describe("own: the mean of its key results; withChildren: objectives whose parent this is join the mean"),
  pace: Pace.optional().describe(`${pace}; default: linear`),
  health: Health.optional().describe("thresholds of health"),
  keyResults: z.unknown().optional(),
});
export type ObjectiveShape = z.infer<typeof ObjectiveShape>;

/** For editors, which can then name the categories. */
function creditByCategory() {
  const entries = Object.entries(defaultCredit.byCategory);
  return Object.fromEntries(
    entries.map(([category, share]) => [category, { type: "number", minimum: 0, maximum: 1, default: share }]),
  );
}
