import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../src/sources/index.ts";

const root = join(import.meta.dirname, "../..");
const tracker = `["'\`](?:jira|linear)["'\`]`;
const question = new RegExp(`[!=]==?\\s*${tracker}|${tracker}\\s*[!=]==?|case\\s+${tracker}`, "i");
/** The words mean something else there: a pace of an objective, and a segment of a page's address. */
const innocent = [/\bpace [!=]== "linear"/g, /context\.at\(-1\) === "jira"/g];

describe("sourceOf", () => {
  it.each(["jira", "linear"])("finds %s", (kind) => {
    expect(sourceOf(kind).kind).toBe(kind);
  });

  it.each(["github", "", "Jira", "__proto__", "constructor"])("throws for %j", (kind) => {
    expect(() => sourceOf(kind)).toThrow(expect.objectContaining({ code: "SOURCE_UNKNOWN" }));
  });
});

describe("the register", () => {
  it("is the only place outside the configuration that asks which tracker a source is", () => {
    const files = globSync("{src,workers}/**/*.{ts,js}", { cwd: root }).filter(
      (path) => !/^src\/(config|sources|web\/dist)\//.test(path),
    );
    const asking = files.filter((path) => {
      const code = readFileSync(join(root, path), "utf8");
      return question.test(innocent.reduce((text, pattern) => text.replaceAll(pattern, ""), code));
    });
    expect(files.length).toBeGreaterThan(5);
    expect(asking).toEqual([]);
  });

  it.each(['if (source.kind === "jira") {', "'linear' !== kind", 'case "linear":'])("would find %s", (line) => {
    expect(question.test(line)).toBe(true);
  });

  it("has the same files for every tracker, as far as both have the matter", () => {
    const names = (folder: string) => globSync("*.ts", { cwd: join(root, "src/sources", folder) });
    const shape = [
      "edges.ts",
      "ignored.ts",
      "index.ts",
      "issue.ts",
      "normalise.ts",
      "schema.ts",
      "status.ts",
      "verify.ts",
    ];
    for (const folder of ["jira", "linear"]) expect(names(folder)).toEqual(expect.arrayContaining(shape));
  });
});
