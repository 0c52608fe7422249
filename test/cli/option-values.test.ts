import { InvalidArgumentError } from "commander";
import { describe, expect, it } from "vitest";
import { parseNumber, parsePositive, parseSince, parseWhole } from "../../src/cli/option-values.ts";

const now = new Date("2026-11-02T10:00:00.000Z");

describe("parseSince", () => {
  it.each([
    ["90m", "2026-11-02T08:30:00.000Z"],
    ["24h", "2026-11-01T10:00:00.000Z"],
    ["7d", "2026-10-26T10:00:00.000Z"],
    ["2w", "2026-10-19T10:00:00.000Z"],
    ["2026-10-01", "2026-10-01T00:00:00.000Z"],
    ["2026-10-01T12:00:00+02:00", "2026-10-01T10:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    expect(parseSince(now)(text).toISOString()).toBe(expected);
  });

  it.each(["", "yesterday", "5", "-3d", "3y", "2026-13-01", "7 d"])("refuses %j", (text) => {
    expect(() => parseSince(now)(text)).toThrow(InvalidArgumentError);
  });
});

describe("numbers", () => {
  it.each(["", " ", "x", "1x", "NaN", "Infinity", "0x"])("are not read from %j", (text) => {
    expect(() => parseNumber(text)).toThrow(InvalidArgumentError);
  });

  it.each([
    ["81.5", 81.5],
    ["-2", -2],
    ["1e3", 1000],
  ])("are read from %s", (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });

  it("are above 0 where that is asked", () => {
    expect(() => parsePositive("0")).toThrow(InvalidArgumentError);
    expect(parsePositive("0.5")).toBe(0.5);
  });

  it.each(["0", "11", "2.5"])("are whole and within bounds where that is asked: not %s", (text) => {
    expect(() => parseWhole(1, 10)(text)).toThrow(InvalidArgumentError);
  });
});
