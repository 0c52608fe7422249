import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBar, formatPercent } from "../../src/cli/percent.ts";
import { plainText } from "../../src/domain/plain-text.ts";
import { formatTable } from "../../src/cli/table.ts";
import { shorten, textWidth } from "../../src/cli/text-width.ts";

describe("plainText", () => {
  it.each([
    ["an escape sequence", "a\u001b[31mred\u001b[0m", "a [31mred [0m"],
    ["a title that redraws the line", "a\r\nb\tc", "a b c"],
    ["a C1 control character", "a\u009b31mb", "a 31mb"],
    ["a direction override", "a\u202egpj.exe", "a gpj.exe"],
    ["a bell and a backspace", "\u0007a\b", "a"],
    ["ordinary text of any script", "Größe – 尺寸 – مقاس – 👩‍🚀", "Größe – 尺寸 – مقاس – 👩‍🚀"],
  ])("makes %s harmless", (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it("leaves no control character, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(plainText(text)).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }),
    );
  });
});

describe("formatPercent", () => {
  it.each([
    [null, "–"],
    [0, "0 %"],
    [0.29, "29 %"],
    [0.57, "57 %"],
    [0.996, "99 %"],
    [1 - 1e-12, "99 %"],
    [1, "100 %"],
    [1.5, "150 %"],
  ])("shows %s as %s", (share, expected) => {
    expect(formatPercent(share)).toBe(expected);
  });

  it("never rounds up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 0.0099, noNaN: true }), (whole, more) => {
        fc.pre(whole < 100);
        expect(formatPercent(whole / 100 + more)).toBe(`${whole} %`);
      }),
    );
  });
});

describe("formatBar", () => {
  it.each([
    [null, "░░░░"],
    [-1, "░░░░"],
    [0.5, "██░░"],
    [0.9999, "███░"],
    [1, "████"],
    [7, "████"],
  ])("draws %s as %s", (share, expected) => {
    expect(formatBar(share, 4)).toBe(expected);
  });
});

describe("shorten", () => {
  it.each([
    ["short", 10, "short"],
    ["exactly10!", 10, "exactly10!"],
    ["more than ten", 10, "more than…"],
    ["尺寸尺寸尺寸", 6, "尺寸…"],
  ])("makes %j fit %i columns", (text, width, expected) => {
    expect(shorten(text, width)).toBe(expected);
    expect(textWidth(shorten(text, width))).toBeLessThanOrEqual(width);
  });
});

describe("formatTable", () => {
  it("aligns columns, whatever the colours and scripts in them", () => {
    const rows = [
      { name: "a", count: 5 },
      { name: "\u001b[31mred\u001b[39m", count: 12 },
      { name: "尺寸", count: 100 },
    ];
    const table = formatTable(
      [
        { title: "NAME", cell: ({ name }) => name },
        { title: "N", cell: ({ count }) => String(count), align: "right" },
      ],
      rows,
    );
    expect(table).toBe("NAME    N\na       5\n\u001b[31mred\u001b[39m    12\n尺寸  100\n");
  });

  it("is its titles where there are no rows", () => {
    expect(formatTable([{ title: "A", cell: () => "" }], [])).toBe("A\n");
  });
});
