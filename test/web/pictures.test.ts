/**
 * Every view at the width of a desk and of a phone, light and dark: nothing sticks out of the page or of its box. With
 * OKR_SYNC_PICTURES=<folder>, pictures of all of them are left there to be looked at.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser } from "./chromium.ts";
import { openingMs, openShowcase, type Showcase } from "./showcase.ts";

const folder = process.env["OKR_SYNC_PICTURES"] ?? null;

const views = [
  ["overview", "/", ".objective"],
  ["alignment", "/?by=alignment", ".tree-objective"],
  ["filtered", "/?q=nothing+like+this", ".empty"],
  ["last-quarter", "/?period=Last-quarter", ".objective"],
  ["key-result", "/key-results/platform", ".contribution"],
  ["metric", "/key-results/churn", ".check-in"],
  ["hostile", "/key-results/hostile", ".contribution"],
  ["long", "/key-results/long", ".contribution"],
  ["no-data", "/key-results/interviews", ".figures-row"],
  ["unknown", "/key-results/nobody-knows", ".empty"],
] as const;

const looks = [1_280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

describeInBrowser("the page's views", (browser) => {
  let showcase: Showcase;
  beforeAll(async () => {
    showcase = await openShowcase();
    if (folder !== null) await mkdir(folder, { recursive: true });
  }, openingMs);
  afterAll(() => showcase.close());

  it.each(views.flatMap((view) => looks.map((look) => [...view, look.width, look.colorScheme] as const)))(
    "%s (%s) stands when %s does, and keeps to its box at %i px, %s",
    async (name, path, sign, width, colorScheme) => {
      const { page, complaints, close } = await browser.open(showcase.url + path, {
        viewport: { width, height: 900 },
        colorScheme,
      });
      try {
        await page.locator(sign).first().waitFor();
        await page.getByText("Live", { exact: true }).waitFor();
        await page.evaluate("document.fonts.ready");
        if (folder !== null) await takePicture(page, join(folder, `${name}-${width}-${colorScheme}.png`));
        expect(await stickingOut(page)).toEqual([]);
        expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
      } finally {
        await close();
      }
    },
  );
});

async function takePicture(page: Page, path: string) {
  await page.screenshot({ path, fullPage: true });
}

/** What is wider than the view it is in, or clipped by its own box. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const view = document.querySelector(".view");
    const edge = view.getBoundingClientRect().right - parseFloat(getComputedStyle(view).paddingRight) + 1;
    const page = document.documentElement.clientWidth + 1;
    return [...document.querySelectorAll("#page *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      if (width <= 1 || element.closest(".sr-only, .figures-scroll, svg, select, .u-over")) return false;
      const clips = getComputedStyle(element).overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
      const isInView = element !== view && view.contains(element);
      return right > (isInView ? edge : page) || (clips && !element.matches(".bar-track"));
    }).map((element) => element.tagName + "." + element.className);
  })()`);
}
