import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Health } from "../../src/domain/check-in.ts";
import type { KeyResultAnswer } from "../../src/http/schemas/key-result.ts";
import { overviewHref, routeOf, wallHref } from "../../src/web/routing/route.ts";
import { isOtherBuild } from "../../src/web/wall/newer-page.ts";
import { gridFor, linesOf, pagesOf } from "../../src/web/wall/wall-pages.ts";

describe("pagesOf", () => {
  it("shows each once and in order, on pages that fit and that differ by one at most", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.boolean(), (count, isTall) => {
        const items = Array.from({ length: count }, (_, i) => i);
        const pages = pagesOf(items, isTall);
        const sizes = pages.map(({ length }) => length);
        expect(pages.flat()).toEqual(items);
        for (const size of sizes) {
          const { columns, rows } = gridFor(size, isTall);
          expect(size).toBeGreaterThan(0);
          expect(columns * rows).toBeGreaterThanOrEqual(size);
        }
        if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("needs as few pages as there can be", () => {
    expect([1, 6, 7, 12, 13, 300].map((count) => pagesOf(Array.from({ length: count }), false).length)).toEqual([
      1, 1, 2, 2, 3, 50,
    ]);
  });
});

describe("linesOf", () => {
  const keyResults = (...healths: Health[]) =>
    healths.map((health, i) => ({ id: `${i}`, health }) as unknown as KeyResultAnswer);

  it("leaves the order alone where all fit", () => {
    const all = keyResults("done", "off_track", "on_track");
    expect(linesOf(all, 3)).toEqual({ shown: all, more: 0 });
  });

  it("keeps what needs attention where they do not, and a line for the rest", () => {
    const { shown, more } = linesOf(keyResults("done", "on_track", "at_risk", "off_track"), 3);
    expect(shown.map(({ health }) => health)).toEqual(["off_track", "at_risk"]);
    expect(more).toBe(2);
  });
});

describe("isOtherBuild", () => {
  const documentOf = (...names: string[]) => names.map((name) => `<x src="${name}">`).join("") + `<div id="page">`;
  const own = ["/assets/page-A.js", "/assets/page-B.css"];

  it.each([
    ["the same files", documentOf(...own), false],
    ["another script", documentOf("/assets/page-C.js", own[1]!), true],
    ["another style", documentOf(own[0]!, "/assets/page-C.css"), true],
    ["what is no page of ours, such as a proxy's", "<h1>Bad gateway</h1>", false],
    ["nothing", "", false],
  ])("of %s", (_what, text, isOther) => {
    expect(isOtherBuild(text, own)).toBe(isOther);
  });
});

describe("the wall's address", () => {
  it("is a view of its own, and takes the filter there and back", () => {
    expect(routeOf("/wall")).toEqual({ view: "wall" });
    expect(routeOf("/wall/more")).toEqual({ view: "unknown" });
    const query = new URLSearchParams("team=R%26D&health=at_risk");
    expect(wallHref(query)).toBe("/wall?team=R%26D&health=at_risk");
    expect(overviewHref(query)).toBe("/?team=R%26D&health=at_risk");
    expect(wallHref(new URLSearchParams())).toBe("/wall");
  });
});
