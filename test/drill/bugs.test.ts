import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bugs } from "./bugs.ts";
import { planted } from "./tree.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("the planted bugs", () => {
  it("have a name each", () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
  });

  it.each(bugs.map((bug) => [bug.name, bug] as const))(
    "%s still has its place in the code",
    (_name, { edits, tests }) => {
      for (const [file, text] of planted(edits, read)) expect(text).not.toBe(read(file));
      expect(tests.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    },
  );
});

describe("planting", () => {
  it.each([
    ["no place", "b"],
    ["two places", "a"],
  ])("refuses %s", (_name, old) => {
    expect(() => planted([{ file: "x.ts", old, new: "c" }], () => "a a")).toThrow("not one");
  });

  it("applies one edit after the other", () => {
    const edits = [
      { file: "x.ts", old: "a", new: "b$&" },
      { file: "x.ts", old: "b$&", new: "c" },
    ];
    expect(planted(edits, () => "a.")).toEqual(new Map([["x.ts", "c."]]));
  });
});
