import { describe, expect, it } from "vitest";
import { configFiles } from "../../src/config/config-files.ts";
import { configNames, type GivenFile, readCandidate } from "../../src/web/plan/candidate.ts";

function given(name: string, folder: string | null = null, text = `text of ${name}`): GivenFile {
  return { name, folder, file: new File([text], name) };
}

describe("configNames", () => {
  it("are the files that the service knows", () => {
    expect(configNames).toEqual(configFiles);
  });
});

describe("readCandidate", () => {
  it("takes single files over those that are in force", async () => {
    expect(await readCandidate([given("okrs.yaml"), given("mapping.yaml")])).toEqual({
      ok: true,
      candidate: {
        title: "okrs.yaml, mapping.yaml",
        files: { "okrs.yaml": "text of okrs.yaml", "mapping.yaml": "text of mapping.yaml" },
      },
    });
  });

  it("takes a folder for the whole configuration: what is not in it is not to be", async () => {
    expect(await readCandidate([given("okrs.yaml", "config"), given("README.md", "config")])).toEqual({
      ok: true,
      candidate: {
        title: "the folder config",
        files: {
          "okrs.yaml": "text of okrs.yaml",
          "mapping.yaml": null,
          "sources.yaml": null,
          "access.yaml": null,
          "publish.yaml": null,
        },
      },
    });
  });

  it("names other YAML files, and reads nothing of them", async () => {
    const reading = await readCandidate([given("okrs.yaml"), given("maping.yaml"), given("okrs.yml")]);
    expect(reading).toMatchObject({ candidate: { files: { "maping.yaml": "", "okrs.yml": "" } } });
  });

  const large = { name: "okrs.yaml", folder: null, file: { size: 600_000, text: () => Promise.resolve("") } };
  const gone = { ...large, file: { size: 1, text: () => Promise.reject(new Error("gone")) } };
  it.each<[string, GivenFile[], RegExp]>([
    ["nothing", [], /no YAML file/],
    ["other files", [given("README.md")], /no YAML file/],
    ["YAML of other names", [given("compose.yaml")], /None of these is a file of the configuration: okrs\.yaml, /],
    ["two folders", [given("okrs.yaml", "a"), given("okrs.yaml", "b")], /not two folders/],
    ["a folder and a file", [given("okrs.yaml", "a"), given("mapping.yaml")], /not both/],
    ["what is too large", [large], /okrs\.yaml is too large/],
    ["what cannot be read any more", [gone], /could not be read/],
  ])("refuses %s", async (_what, files, message) => {
    expect(await readCandidate(files)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
