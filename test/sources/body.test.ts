import { describe, expect, it } from "vitest";
import { own, parseBody } from "../../src/sources/body.ts";
import { badBodies } from "../contracts/bad-input.ts";

const parse = (text: string) => parseBody(Buffer.from(text));

describe("parseBody", () => {
  it.each(badBodies)("has nothing for %s", (_case, body) => {
    expect(parseBody(body)).toBeNull();
  });

  it("takes keys that are special elsewhere for keys, and pollutes nothing", () => {
    const body = parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":2}');
    expect(own(body, "__proto__")).toEqual({ polluted: 1 });
    expect(own(body, "toString")).toBe(2);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(own(parse("{}"), "toString")).toBeUndefined();
  });

  it("takes the last of duplicate keys, and huge numbers, deep lists, long texts and many keys as they are", () => {
    expect(parse('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parse('{"a":1e999,"b":-0,"c":9007199254740993}')).toEqual({ a: Infinity, b: -0, c: 2 ** 53 });
    expect(parse(`{"a":"${"x".repeat(10_000_000)}"}`)?.a).toHaveLength(10_000_000);
    expect(Object.keys(parse(`{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join()}}`)!)).toHaveLength(
      200_000,
    );
  });

  it.each([100, 5000, 100_000])("survives %i lists in one another", (depth) => {
    const body = parse(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    expect(body === null || Array.isArray(body.a)).toBe(true);
  });
});
