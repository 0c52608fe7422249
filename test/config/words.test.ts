import { describe, expect, it } from "vitest";
import { isCron } from "../../src/config/cron.ts";
import { configDigest } from "../../src/config/digest.ts";
import { parseDuration } from "../../src/config/duration.ts";
import { formatProblem } from "../../src/config/problem.ts";
import { didYouMean } from "../../src/config/suggest.ts";

describe("parseDuration", () => {
  it.each([
    ["90s", 90_000],
    ["15m", 900_000],
    ["24h", 86_400_000],
    ["2d", 172_800_000],
    ["365d", 31_536_000_000],
    ["366d", null],
    ["0m", null],
    ["1.5h", null],
    ["-1h", null],
    ["15", null],
    ["15 m", null],
    ["15M", null],
    ["", null],
    ["999999999999s", null],
  ])("%j is %j ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

describe("isCron", () => {
  it.each([
    "0 3 * * *",
    "*/15 * * * *",
    "0 0 1 1 0",
    "59 23 31 12 7",
    "0 9-17 * * mon-fri",
    "1,2,3 * * JAN *",
    "5-59/5 * * * *",
  ])("takes %s", (text) => expect(isCron(text)).toBe(true));
  it.each([
    "",
    "* * * *",
    "* * * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 8",
    "*/0 * * * *",
    "5-1 * * * *",
    "a * * * *",
    "* * * * mond",
    "@daily",
    "0  3 * * *",
    "1, * * * *",
  ])("refuses %j", (text) => expect(isCron(text)).toBe(false));
});

describe("didYouMean", () => {
  it.each([
    ["lable", ["label", "level"], ' (did you mean "label"?)'],
    ["TEAM", ["team"], ' (did you mean "team"?)'],
    ["xyzzy", ["label"], ""],
    ["label", [], ""],
    ["x".repeat(200_000), ["label"], ""],
  ])("%.20s", (name, valid, expected) => {
    expect(didYouMean(name, valid)).toBe(expected);
  });
});

describe("didYouMean among thousands", () => {
  const names = Array.from({ length: 4_000 }, (_, index) => `key-result-${index}`);

  it.each([
    ["ky-result-1500", "key-result-1500"],
    ["key-reslut-3999", "key-result-3999"],
    ["kee-result-0", "key-result-0"],
  ])("%s finds %s", (name, expected) => {
    expect(didYouMean(name, names)).toBe(` (did you mean "${expected}"?)`);
  });

  it("ends after a few hundred, which is more than anybody reads", () => {
    const list = [...names];
    const found = Array.from({ length: 1_000 }, (_, index) => didYouMean(`key-result-${index}x`, list));
    expect(found.filter((each) => each !== "")).toHaveLength(200);
  });
});

describe("configDigest", () => {
  it("does not depend on the order of the files, but on names and texts", () => {
    const digest = configDigest({ a: "1", b: "2" });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(configDigest({ b: "2", a: "1" })).toBe(digest);
    expect(configDigest({ a: "1", b: "3" })).not.toBe(digest);
    expect(configDigest({ a: "12", b: "" })).not.toBe(configDigest({ a: "1", b: "2" }));
  });
});

describe("formatProblem", () => {
  it("stays on one line and leaves terminals alone", () => {
    expect(formatProblem({ file: "okrs.yaml", line: 3, column: 5, message: "a\nb\u001b[31m" })).toBe(
      "okrs.yaml:3:5: a\\u000ab\\u001b[31m",
    );
  });
});
