import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";

const folder = new URL("../../config/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const readme = read("README.md");
const tutorial = readme.slice(readme.indexOf("## Tutorial"), readme.indexOf("\n## okrs.yaml"));
const [okrs = "", mapping = ""] = [...tutorial.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text!);

/** The example configuration with what the tutorial adds to two of its files. */
function problemsWith(changed: (text: string) => string) {
  const texts = {
    "okrs.yaml": `${read("okrs.yaml")}\n${okrs}`,
    "mapping.yaml": `${read("mapping.yaml")}\n${changed(mapping)}`,
    "sources.yaml": read("sources.yaml"),
  };
  const env = { JIRA_WEBHOOK_SECRET: "any", LINEAR_WEBHOOK_SECRET: "any" };
  const result = parseConfig(texts, { env, readFile: () => null as never });
  return result.ok
    ? []
    : result.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

describe("the tutorial of config/README.md", () => {
  it("adds what validate finds fine", () => {
    expect(mapping).toContain("jql:");
    expect(problemsWith((text) => text)).toEqual([]);
  });

  it("shows what validate says of its two mistakes", () => {
    const wrong = problemsWith((text) =>
      text.replace("keyResult: beta-heard", "keyResult: beta-herd").replace("beta-feedback", ""),
    );
    expect(wrong).toHaveLength(2);
    for (const problem of wrong) expect(tutorial).toContain(`error: ${problem}`);
  });
});
