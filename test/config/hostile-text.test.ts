import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configFiles } from "../../src/config/config-files.ts";
import { parse, problemsOf, smallConfig } from "./small-config.ts";

const limitBytes = 256 * 1024;
/** Far above the third of a second that the slowest takes on an idle machine, far below what a quadratic step would. */
const deadlineMs = 10_000;

function timed<T>(work: () => T): T {
  const startedAt = performance.now();
  const result = work();
  expect(performance.now() - startedAt).toBeLessThan(deadlineMs);
  return result;
}

const bomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`),
].join("\n");

const hostile: readonly (readonly [what: string, text: string, says: string])[] = [
  ["an alias bomb", bomb, "okrs.yaml:1:16: the file holds more than 20000 values once its aliases are replaced"],
  ["flow lists within one another", "[".repeat(20_000), "okrs.yaml:1:65: values are nested deeper than 64 levels"],
  ["flow maps within one another", "{a: ".repeat(20_000), "okrs.yaml:1:257: values are nested deeper than 64 levels"],
  ["block lists within one another", "- ".repeat(20_000), "okrs.yaml:1:129: values are nested deeper than 64 levels"],
  ["explicit keys within one another", "? ".repeat(20_000), "okrs.yaml:1:129: values are nested deeper than 64 levels"],
  [
    "block maps within one another",
    Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "okrs.yaml:65:66: values are nested deeper than 64 levels",
  ],
  [
    "20,000 keys",
    Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n"),
    "okrs.yaml:10001:1: the file holds more than 20000 values",
  ],
  [
    "50,000 keys",
    Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join("\n"),
    "okrs.yaml:1:1: the file is larger than 256 KiB",
  ],
  ["a scalar of 1 MiB", `a: ${"x".repeat(1024 * 1024)}`, "okrs.yaml:1:1: the file is larger than 256 KiB"],
  [
    "an anchor that holds itself",
    "periods: &a [*a]",
    `okrs.yaml:1:14: no anchor above has this alias's name (quote text that begins with "*")`,
  ],
];

describe("hostile texts", () => {
  it.each(hostile)("refuses %s, twice in a row", (_, text, says) => {
    const files = { ...smallConfig, "okrs.yaml": text };
    expect(timed(() => problemsOf(files))).toContain(says);
    expect(timed(() => problemsOf(files))).toContain(says);
  });

  it.each([
    "[",
    "]",
    "{",
    "- ",
    "-\n",
    "? ",
    ": ",
    '"',
    "'",
    "&a ",
    "! ",
    "*a ",
    ",",
    "\n",
    "#\n",
    "\t\n",
    "---\n",
    "%a\n",
    "|\n",
    "a: |\n x\n",
    "[]",
    "0",
    "\u0000",
    "\uFEFF",
    "é",
    "x\n",
  ])("answers for 256 KiB of %j in time", (unit) => {
    const text = unit.repeat(Math.floor(limitBytes / Buffer.byteLength(unit)));
    timed(() => parse({ ...smallConfig, "okrs.yaml": text }));
  });

  it("answers for 9,000 unknown keys in time", () => {
    const text = Array.from({ length: 9_000 }, (_, i) => `key${i}: 1`).join("\n");
    expect(timed(() => problemsOf({ ...smallConfig, "okrs.yaml": text })).length).toBeGreaterThan(9_000);
  });

  it.each([
    ["no", "no"],
    ["off", "off"],
    ["1:30", "1:30"],
    ["2026-10-01", "2026-10-01"],
    ["012x", "012x"],
  ])("reads plain %s as text, as YAML 1.2 does", (plain, text) => {
    const files = { ...smallConfig, "okrs.yaml": smallConfig["okrs.yaml"]!.replace("Launch the shop", plain) };
    const result = parse(files);
    expect(result.ok && result.config.objectives[0]!.title).toBe(text);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("refuses the key %s everywhere", (key) => {
    for (const [name, text] of Object.entries(smallConfig)) {
      expect(problemsOf({ ...smallConfig, [name]: `${text}${key}: { polluted: true }\n` })).toHaveLength(1);
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

const fileName = fc.constantFrom(...configFiles);

describe("parseConfig", () => {
  it("never throws on arbitrary text, and says something or gives a configuration", () => {
    const yamlish = fc.array(
      fc.constantFrom(
        "a",
        "id",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        '"',
        "'",
        "&x ",
        "*x",
        "!",
        "|",
        ">",
        "#",
        "?",
        "%",
        "${",
        "}",
        "\t",
        "0",
        "~",
        "objectives:",
        "rules:",
        "sources:",
      ),
      { maxLength: 400 },
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 2_000 }),
      yamlish.map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fileName, text, (file, body) => {
        const result = timed(() => parse({ ...smallConfig, [file]: body }));
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws on good files with a piece cut out, doubled or replaced; every position is in the file", () => {
    const file = fc.constantFrom(...Object.keys(smallConfig));
    const piece = fc.constantFrom(
      "",
      " ",
      "\n",
      ":",
      "[",
      "{",
      "}",
      '"',
      "- ",
      "-1",
      ".inf",
      "null",
      "[]",
      "{}",
      "*a",
      "${X}",
    );
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(40), piece, fc.boolean(), (name, seed, length, insert, doubled) => {
        const text = smallConfig[name]!;
        const from = seed % text.length;
        const cut = doubled ? text.slice(from, from + length).repeat(2) : "";
        const body = text.slice(0, from) + cut + insert + text.slice(from + length);
        const result = timed(() => parse({ ...smallConfig, [name]: body }));
        const lines = body.split("\n");
        for (const problem of [...(result.ok ? [] : result.problems), ...result.warnings]) {
          if (problem.file !== name) continue;
          expect(problem.line).toBeLessThanOrEqual(lines.length);
          expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? "").length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
