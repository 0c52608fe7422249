/**
 * Every view at the width of a desk and of a phone, light and dark: nothing sticks out of the page or of its box. With
 * OKR_SYNC_PICTURES=<folder>, pictures of all of them are left there to be looked at.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser } from "./chromium.ts";
import { type Act, acts } from "./picture-acts.ts";
import { openingMs, openShowcase, type Showcase } from "./showcase.ts";
import { stickingOut } from "./sticking-out.ts";

const folder = process.env["OKR_SYNC_PICTURES"] ?? null;

const stay: Act = async () => {};

/** Name, address, a sign that it stands, and what is done on it first. */
const views: readonly (readonly [string, string, string, Act?])[] = [
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
  ["check-in", "/key-results/churn", ".check-in", acts.checkIn],
  ["check-in-filled", "/key-results/churn", ".check-in", acts.checkInFilled],
  ["check-in-refused", "/key-results/churn", ".check-in", acts.checkInRefused],
  ["check-in-failed", "/key-results/platform", ".contribution", acts.checkInFailed],
  ["link", "/key-results/platform", ".link", acts.link],
  ["link-found", "/key-results/platform", ".link", acts.linkFound],
  ["link-hostile", "/key-results/long", ".contribution", acts.linkHostile],
  ["link-unknown", "/key-results/platform", ".link", acts.linkUnknown],
  ["link-nothing", "/key-results/platform", ".link", acts.linkNothing],
  ["link-chosen", "/key-results/platform", ".link", acts.linkChosen],
  ["link-unknown-chosen", "/key-results/platform", ".link", acts.linkUnknownChosen],
  ["unlink", "/key-results/platform", ".link", acts.unlink],
];

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

  const pictures = views.flatMap(([name, path, sign, act = stay]) =>
    looks.map(({ width, colorScheme }) => [name, path, sign, width, colorScheme, act] as const),
  );
  it.each(pictures)(
    "%s (%s) stands when %s does, and keeps to its box at %i px, %s",
    async (name, path, sign, width, colorScheme, act) => {
      const { page, complaints, close } = await browser.open(showcase.url + path, {
        viewport: { width, height: 900 },
        colorScheme,
      });
      try {
        await page.locator(sign).first().waitFor();
        await page.getByText("Live", { exact: true }).waitFor();
        await page.evaluate("document.fonts.ready");
        await act(page);
        if (folder !== null) await takePicture(page, join(folder, `${name}-${width}-${colorScheme}.png`));
        expect(await stickingOut(page)).toEqual([]);
        expect(complaints.filter((complaint) => !/404|ERR_INTERNET_DISCONNECTED/.test(complaint))).toEqual([]);
      } finally {
        await close();
      }
    },
  );
});

async function takePicture(page: Page, path: string) {
  // What is in front of a page is as large as the window.
  await page.screenshot({ path, fullPage: (await page.locator("dialog").count()) === 0 });
}
