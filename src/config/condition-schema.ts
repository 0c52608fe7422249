/** The conditions of mapping.yaml as one recursive shape, for editors. Checking goes key by key: see condition.ts. */
import { z } from "zod";
import { statusCategories } from "../domain/issue.ts";
import { type DateKey, dateKeys, type NumberKey, numberKeys, type TextKey, textKeys } from "../domain/rule.ts";
import { DateTestShape, NumberTestShape, TextTestShape, WithinShape } from "./mapping-shape.ts";
import { strictMap, Text } from "./zod-complaint.ts";

/** Stands for all keys `field.<alias>`, which a list of keys cannot name. */
export const fieldKey = "field.<alias>";

const TextTest = TextTestShape.meta({ id: "textTest" });
const NumberTest = NumberTestShape.meta({ id: "numberTest" });
const DateTest = DateTestShape.meta({ id: "dateTest" });

/** Names are compared without case, and may be globs: what is in lower case throughout must be one of ours. */
const Category = z.union([z.enum(statusCategories), z.string().regex(/[A-Z*]/)]).meta({ id: "category" });
const Categories = z.array(Category).min(1);
const CategoryTest = z
  .union([
    Category,
    Categories,
    strictMap({
      any: Categories.optional(),
      all: Categories.optional(),
      none: Categories.optional(),
      matches: Text.optional(),
      exists: z.boolean().optional(),
    }),
  ])
  .meta({ id: "categoryTest" });

const textMeanings = {
  source: "id of a source in sources.yaml",
  project: "Jira: project key; Linear: name, slug or id of the project",
  team: "Linear: team key; Jira: what the field alias team of sources.yaml holds",
  type: "issue type, such as Story, Bug or Epic; Linear: Issue, Project or Initiative",
  status: "name of the status",
  statusCategory: "backlog, unstarted, started, completed or canceled",
  resolution: "Jira: name of the resolution",
  priority: "name of the priority",
  label: "any of the labels",
  component: "Jira: any of the components",
  version: "Jira: any of the fix versions",
  sprint: "Jira: name of any of the sprints",
  cycle: "Linear: name or number of the cycle",
  milestone: "Linear: name of the project milestone",
  initiative: "name, slug or id of an initiative above it",
  assignee: "display name, e-mail address or account id",
  creator: "display name, e-mail address or account id",
  parent: "key of the issue directly above it, such as its epic",
  key: "the issue's key, such as SHOP-12 or SHOP-*",
  title: "the issue's title",
} as const satisfies Record<TextKey, string>;

const numberMeanings = {
  estimate: "story points or estimate",
  level: "-1 sub-task, 0 issue, 1 epic or project, 2 initiative and above",
} as const satisfies Record<NumberKey, string>;

const dateMeanings = {
  createdAt: "when it was created",
  updatedAt: "when it was last changed",
  completedAt: "when it was completed, while it is",
} as const satisfies Record<DateKey, string>;

const FieldTest = z.union([TextTest, NumberTest, DateTest]);

function plainKeys() {
  return Object.fromEntries<z.ZodType>([
    ...textKeys.map((key): [string, z.ZodType] => [key, textTestOf(key).optional().describe(textMeanings[key])]),
    ...numberKeys.map((key): [string, z.ZodType] => [key, NumberTest.optional().describe(numberMeanings[key])]),
    ...dateKeys.map((key): [string, z.ZodType] => [key, DateTest.optional().describe(dateMeanings[key])]),
    [
      "within",
      WithinShape.optional().meta({
        description:
          "the thing itself and all beneath it: a key, ref or URL, project:<name>, initiative:<name>, or a list",
        examples: ["SHOP-12", "project:Payments revamp", "initiative:Grow"],
      }),
    ],
    [fieldKey, FieldTest.optional().describe("a custom field by its alias in sources.yaml")],
    ["jql", Text.optional().meta({ description: "a JQL query; it works on Linear too", examples: ["project = SHOP"] })],
  ]);
}

function textTestOf(key: TextKey): z.ZodType {
  return key === "statusCategory" ? CategoryTest : TextTest;
}

/** Recursion by name: only the JSON Schema is made of this. */
const Inner = z.unknown().meta({ $ref: "#/definitions/condition" });
const Inners = z.array(Inner).min(1);

export const ConditionSchema = strictMap({
  ...plainKeys(),
  any: Inners.optional().describe("one of these conditions must hold"),
  all: Inners.optional().describe("each of these conditions must hold"),
  not: z.union([Inner, Inners]).optional().describe("none of these conditions may hold"),
}).meta({ id: "condition" });
