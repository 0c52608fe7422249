/** Bad input for receivers: spec reliability.md section 9. */

const text = (value: string): Uint8Array => Buffer.from(value);

export const badBodies: readonly (readonly [string, Uint8Array])[] = [
  ["nothing", text("")],
  ["null", text("null")],
  ["a number", text("17")],
  ["a text", text('"x"')],
  ["a list", text("[{}]")],
  ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text("{}")])],
  ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ["a trailing comma", text('{"a":1,}')],
  ["NaN", text('{"a":NaN}')],
  ["a form", text("payload=%7B%7D")],
  ["100,000 lists in one another", text("[".repeat(100_000) + "]".repeat(100_000))],
  ["half of 100,000 lists", text("[".repeat(100_000))],
];

/** Values that somewhere, some day, stand where something else was expected. */
export const badFieldValues: readonly unknown[] = [
  null,
  true,
  -0,
  -1,
  1e308,
  Number.POSITIVE_INFINITY,
  2 ** 53 + 1,
  "",
  "\u0000",
  "\ud800",
  "0000-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "2026-02-30T00:00:00.000Z",
  "2026-01-01T00:00:00",
  "2026-01-01T00:00:00.000+14:00",
  "‮reversed",
  "👩‍👩‍👧‍👦".repeat(100),
  "=HYPERLINK(1)",
  "javascript:alert(1)",
  "'; drop table issues; --",
  "constructor",
  "__proto__",
  [],
  [null],
  [[[]]],
  {},
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  { toString: 1, hasOwnProperty: 2, valueOf: 3 },
  { type: "doc", version: 1, content: [] },
];
