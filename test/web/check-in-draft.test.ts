import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckInBody } from "../../src/http/schemas/statements.ts";
import {
  type CheckInDraft,
  emptyCheckIn,
  readCheckIn,
  statableHealths,
} from "../../src/web/check-ins/check-in-draft.ts";
import { readNumber } from "../../src/web/format/read-number.ts";
import { writeProblems } from "../../src/web/write/write-problems.ts";

describe("readNumber", () => {
  it.each([
    ["en", "5.1", 5.1],
    ["en", "5,1", 5.1],
    ["en", "1,234", 1_234],
    ["en", "1,234.5", 1_234.5],
    ["en", "-0.5", -0.5],
    ["en", "−0.5", -0.5],
    ["en", ".5", 0.5],
    ["en", "5.", 5],
    ["de", "5,1", 5.1],
    ["de", "5.1", 5.1],
    ["de", "1.234", 1_234],
    ["de", "1.234,5", 1_234.5],
    ["fr", "1 234,5", 1_234.5],
    ["de-CH", "1’234.5", 1_234.5],
    ["en-IN", "12,34,567", 1_234_567],
    ["en", "", null],
    ["en", "5 %", null],
    ["en", "five", null],
    ["en", "1e9", null],
    ["en", "0x10", null],
    ["en", "1.2.3", null],
    ["en", "--1", null],
    ["en", "9".repeat(400), null],
  ])("in %s, %j is %s", (locale, text, number) => {
    expect(readNumber(text, locale)).toBe(number);
  });

  it("reads every number as the language writes it, and as a program does", () => {
    const locales = fc.constantFrom("en", "de", "fr", "de-CH", "en-IN", "pt-BR", "sv");
    fc.assert(
      fc.property(
        locales,
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 99 }),
        (locale, whole, part) => {
          const number = Number(`${whole}.${String(part).padStart(2, "0")}`);
          const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(number);
          expect(readNumber(written, locale)).toBe(number);
          // Three digits after a point would be thousands in German.
          expect(readNumber(number.toFixed(2), locale)).toBe(number);
        },
      ),
    );
  });
});

describe("readCheckIn", () => {
  const read = (given: Partial<CheckInDraft>) => readCheckIn({ ...emptyCheckIn, ...given }, "2026-11-02");

  it.each<[Partial<CheckInDraft>, unknown]>([
    [{ value: " 5.1 " }, { value: 5.1 }],
    [{ value: "0" }, { value: 0 }],
    [
      { confidence: "70", note: " On it. " },
      { confidence: 0.7, note: "On it." },
    ],
    [{ confidence: "0" }, { confidence: 0 }],
    [
      { health: "at_risk", shownUntil: "2026-11-02" },
      { health: "at_risk", expiresAt: "2026-11-03" },
    ],
    [
      { health: "done", shownUntil: "2026-12-31" },
      { health: "done", expiresAt: "2027-01-01" },
    ],
    [{ note: "x", shownUntil: "2026-12-31" }, { note: "x" }],
  ])("makes of %j the statement %j", (given, statement) => {
    expect(read(given)).toEqual(statement);
  });

  it.each<[Partial<CheckInDraft>, readonly string[]]>([
    [{ value: "five", note: "x" }, ["value"]],
    [{ health: "done", shownUntil: "2026-11-01" }, ["expiresAt"]],
    [{}, []],
    [{ note: " \n " }, []],
  ])("finds in %j what is wrong with %j", (given, fields) => {
    const problems = read(given) as { fields: Map<string, string>; general: string | null };
    expect([...problems.fields.keys()]).toEqual(fields);
    expect(problems.general === null).toBe(fields.length > 0);
  });

  it("states nothing that the service would refuse", () => {
    const drafts = fc.record<CheckInDraft>({
      value: fc.oneof(fc.constant(""), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.string()),
      confidence: fc.oneof(fc.constant(""), fc.integer({ min: 0, max: 100 }).map(String)),
      health: fc.constantFrom(null, ...statableHealths),
      shownUntil: fc.constantFrom("", "2026-11-01", "2026-11-02", "2027-02-28"),
      note: fc.string({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(drafts, (draft) => {
        const statement = readCheckIn(draft, "2026-11-02");
        if (!("fields" in statement)) expect(CheckInBody.safeParse(statement).success).toBe(true);
      }),
    );
  });
});

describe("writeProblems", () => {
  const refused = (message: string) => writeProblems({ code: "REQUEST_INVALID", message }, ["value", "note"]);

  it("puts what the service says of a field beside it, and the rest together", () => {
    const { fields, general } = refused("body/value: it is computed, not stated; body/note: too long; body: odd");
    expect(Object.fromEntries(fields)).toEqual({ value: "it is computed, not stated", note: "too long" });
    expect(general).toBe("odd");
  });

  it("leaves nothing untold for which there is no field", () => {
    expect(refused("body/keyResult: is missing")).toEqual({ fields: new Map(), general: "body/keyResult: is missing" });
  });

  it.each([
    ["UNREACHABLE", "cannot be reached"],
    ["FORBIDDEN", "editor’s"],
    ["LINK_EXISTS", "already"],
    ["CONFIG_OUTDATED", "try again later. What you typed is kept."],
  ])("says of %s what to do", (code, words) => {
    expect(writeProblems({ code, message: "try again later" }).general).toContain(words);
  });
});
