import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../src/sources/instant.ts";

describe("instantOf", () => {
  it.each([
    ["2020-08-03T19:37:09.812-0700", "2020-08-04T02:37:09.812Z"],
    ["2020-08-03T19:37:09.812-07:00", "2020-08-04T02:37:09.812Z"],
    ["2026-11-02T10:00:00Z", "2026-11-02T10:00:00.000Z"],
    ["2026-11-02T10:00:00.1234567Z", "2026-11-02T10:00:00.123Z"],
    ["2026-01-01T00:00:00.000+1400", "2025-12-31T10:00:00.000Z"],
    ["2024-02-29T00:00:00.000Z", "2024-02-29T00:00:00.000Z"],
    ["2016-12-31T23:59:60.000Z", "2017-01-01T00:00:00.000Z"],
    [1596508629814, "2020-08-04T02:37:09.814Z"],
    [0, "1970-01-01T00:00:00.000Z"],
  ])("reads %s", (value, instant) => {
    expect(instantOf(value)).toBe(instant);
  });

  it.each([
    "",
    "yesterday",
    "2026-11-02",
    "2026-11-02T10:00:00",
    "2026-02-30T00:00:00.000Z",
    "2025-02-29T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-00-10T00:00:00.000Z",
    "2026-01-00T00:00:00.000Z",
    "2026-01-01T24:00:00.000Z",
    "2026-01-01T10:60:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "0099-01-01T00:00:00.000Z",
    "1969-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59.999-0100",
    "10000-01-01T00:00:00.000Z",
    "٢٠٢٦-11-02T10:00:00.000Z",
    -1,
    8.64e15,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    {},
    [],
    true,
    new Date(0),
  ])("has no instant for %j", (value) => {
    expect(instantOf(value)).toBeNull();
  });

  it("gives back every instant that it gives", () => {
    const inRange = { min: new Date(0), max: new Date(253_402_300_799_999), noInvalidDate: true };
    fc.assert(fc.property(fc.date(inRange), (date) => instantOf(date.toISOString()) === date.toISOString()));
  });
});
