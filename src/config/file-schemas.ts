/** JSON Schemas of the configuration files, for editors: made from the shapes that check the files. */
import { z } from "zod";
import { ConditionSchema } from "./condition-schema.ts";
import { type ConfigFile, configFiles, filesWithReferences } from "./config-files.ts";
import { ConventionsShape, RuleShape } from "./mapping-shape.ts";
import { KeyResultShape, ObjectiveShape, PeriodShape } from "./okrs-shape.ts";
import { type JsonSchema, polish } from "./polish-schema.ts";
import { SourceShape, TokenShape } from "./sources-shape.ts";
import { strictMap } from "./zod-complaint.ts";

const Objective = strictMap({
  ...ObjectiveShape.shape,
  keyResults: z.array(KeyResultShape).nullable().optional().describe("the measurable results that show it"),
});

const Rule = strictMap({
  id: RuleShape.shape.id.describe("names the rule in explanations; each is used once"),
  keyResult: RuleShape.shape.keyResult.describe("id of the key result that its issues count toward"),
  weight: RuleShape.shape.weight.describe("what share of an issue counts; 0 or more"),
  when: ConditionSchema.describe("which issues: all keys must hold, and of the values of a key, one"),
});

const Conventions = strictMap({
  label: ConventionsShape.shape.label.meta({
    description: "prefix: an issue, epic or project labelled kr:<key result> counts toward that key result",
    examples: ["kr:"],
  }),
  field: ConventionsShape.shape.field.meta({
    description: "field alias of sources.yaml whose value is a key-result id",
    examples: ["keyResult"],
  }),
});

const shapes: Readonly<Record<ConfigFile, z.ZodType>> = {
  "okrs.yaml": strictMap({
    periods: z.array(PeriodShape).nullable().describe("the time spans that objectives belong to"),
    objectives: z.array(Objective).nullable().describe("what is to be reached"),
  }),
  "mapping.yaml": strictMap({
    conventions: Conventions.nullable().optional().describe("ways to name a key result in the tracker itself"),
    rules: z.array(Rule).nullable().optional().describe("in order: the first that matches an issue gives the weight"),
  }),
  "sources.yaml": strictMap({
    sources: z.array(SourceShape).nullable().describe("the Jira sites and Linear workspaces that report"),
  }),
  "access.yaml": strictMap({
    tokens: z.array(TokenShape).nullable().optional().describe("tokens for reading and editing over HTTP"),
  }),
  "publish.yaml": strictMap({
    publishers: z.array(z.unknown()).max(0).nullable().optional().describe("not supported yet: must be empty"),
  }),
};

/** One schema a file, by the file's name; JSON Schema draft 7, which is what editors know. */
export function fileSchemas(): Readonly<Record<ConfigFile, JsonSchema>> {
  const entries = configFiles.map((file) => [file, schemaOf(file)]);
  return Object.fromEntries(entries) as Record<ConfigFile, JsonSchema>;
}

/** `okrs.json` for `okrs.yaml`. */
export function schemaFileOf(file: ConfigFile): string {
  return file.replace(/\.yaml$/, ".json");
}

function schemaOf(file: ConfigFile): JsonSchema {
  const made: JsonSchema = z.toJSONSchema(shapes[file], { target: "draft-7", io: "input", unrepresentable: "any" });
  return { ...polish(made, filesWithReferences.includes(file)), description: `${file} of okr-sync` };
}
