import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { configFiles, type ConfigFile, isConfigFile } from "../../src/config/config-files.ts";
import { fileSchemas, schemaFileOf } from "../../src/config/file-schemas.ts";
import { filesOf } from "./broken/table.ts";
import { tables } from "./broken/tables.ts";
import { editorSamples } from "./editor-samples.ts";
import { problemsOf, smallConfig } from "./small-config.ts";

const configFolder = fileURLToPath(new URL("../../config", import.meta.url));

/** Another reader of JSON Schema than the one that made it; `patternErrorMessage` is a word of editors. */
const ajv = new Ajv({
  allErrors: true,
  validateFormats: false,
  allowUnionTypes: true,
  strictTuples: false,
}).addVocabulary(["patternErrorMessage"]);
const schemas = fileSchemas();
const validators = Object.fromEntries(configFiles.map((file) => [file, ajv.compile(schemas[file])])) as Record<
  ConfigFile,
  ValidateFunction
>;

/** What an editor underlines. */
function complaintsOf(file: string, text: string): readonly string[] {
  if (!isConfigFile(file)) throw new Error(`no schema for ${file}`);
  const isValid = validators[file](parseYaml(text, { version: "1.2" }) ?? {});
  return isValid
    ? []
    : (validators[file].errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("the JSON Schemas in config/schema", () => {
  it.each(configFiles)("are what the code makes of %s; `npm run schema` writes them", async (file) => {
    const text = await readFile(join(configFolder, "schema", schemaFileOf(file)), "utf8");
    expect(JSON.parse(text)).toEqual(schemas[file]);
  });

  it.each(["okrs.yaml", "mapping.yaml", "sources.yaml"])("are named in the first line of %s", async (file) => {
    const [first] = (await readFile(join(configFolder, file), "utf8")).split("\n");
    expect(first).toBe(`# yaml-language-server: $schema=schema/${file.replace(".yaml", ".json")}`);
  });

  it("explain every key", () => {
    expect(configFiles.flatMap((file) => unexplained(schemas[file], file))).toEqual([]);
  });
});

describe("an editor with the JSON Schema", () => {
  it.each(["okrs.yaml", "mapping.yaml", "sources.yaml"])("finds nothing wrong with the example %s", async (file) => {
    expect(complaintsOf(file, await readFile(join(configFolder, file), "utf8"))).toEqual([]);
  });

  it.each(editorSamples)("takes what we take: $file, $what", ({ file, text }) => {
    expect(complaintsOf(file, text)).toEqual([]);
    expect(problemsOf({ ...smallConfig, [file]: text }).filter((each) => each.startsWith(file))).toEqual([]);
  });

  const rows = Object.entries(tables).flatMap(([area, list]) =>
    list.flatMap(({ file, shape = [], meaning = [] }) => [
      ...shape.map((row) => ({ area, file, what: row[0], row, underlined: true })),
      ...meaning.map((row) => ({ area, file, what: row[0], row, underlined: false })),
    ]),
  );

  it.each(rows)("underlines faults of shape, and those only: $area, $what", ({ file, row, underlined }) => {
    expect(complaintsOf(file, filesOf(file, row)[file] ?? "").length > 0).toBe(underlined);
  });
});

/** Keys without a description, other than those of a form that is described as a whole. */
function unexplained(schema: unknown, at: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((each: unknown) => unexplained(each, at));
  const inner = Object.entries(schema).flatMap(([key, value]) => unexplained(value, `${at}.${key}`));
  const { properties } = schema as { properties?: Readonly<Record<string, { description?: string }>> };
  const bare = Object.entries(properties ?? {}).filter(
    ([key, each]) => each.description === undefined && !selfEvident.has(key),
  );
  return [...bare.map(([key]) => `${at}.${key}`), ...inner];
}

const tests = "any all none matches exists gte gt lte lt";
const categories = "backlog unstarted started completed canceled";
const credentials = "email apiToken token apiKey accessToken header kind";
const selfEvident = new Set(`${tests} ${categories} ${credentials}`.split(" "));
