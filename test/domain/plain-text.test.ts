import { describe, expect, it } from "vitest";
import { plainText } from "../../src/domain/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["two\nlines\tand tabs", "two lines and tabs"],
    ["red\u001b[31m", "red [31m"],
    ["\u202eturned round\u202c", "turned round"],
    ["\u2028separated\u2029", "separated"],
    ["a family: \u{1f469}\u200d\u{1f467}", "a family: \u{1f469}\u200d\u{1f467}"],
    ["  plain  ", "plain"],
  ])("makes of %j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});
