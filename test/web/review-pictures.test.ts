/** Reviews and plans at the width of a desk and of a phone, light and dark, like the other views (`pictures.test.ts`). */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openShopBench, type ShopBench } from "../http/shop-bench.ts";
import { describeInBrowser, type InBrowser } from "./chromium.ts";
import {
  brokenMapping,
  drop,
  goodMapping,
  hostileMapping,
  presentFiles,
  renamedOkrs,
  writeFiles,
} from "./plan-files.ts";
import { openReviewShowcase, type ReviewShowcase } from "./review-showcase.ts";
import { openingMs } from "./showcase.ts";
import { stickingOut } from "./sticking-out.ts";

const folder = process.env["OKR_SYNC_PICTURES"] ?? null;

const looks = [1_280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

interface Look {
  name: string;
  url: string;
  sign: string;
  width: number;
  colorScheme: "light" | "dark";
  act?: (page: Page) => Promise<unknown>;
}

async function look(browser: InBrowser, { name, url, sign, width, colorScheme, act }: Look) {
  const { page, complaints, close } = await browser.open(url, { viewport: { width, height: 900 }, colorScheme });
  try {
    await page.getByText("Live", { exact: true }).waitFor();
    await act?.(page);
    await page.locator(sign).first().waitFor();
    await page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))");
    if (folder !== null) {
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    expect(await stickingOut(page)).toEqual([]);
    expect(complaints.filter((complaint) => !/404|422/.test(complaint))).toEqual([]);
  } finally {
    await close();
  }
}

describeInBrowser("reviews", (browser) => {
  let showcase: ReviewShowcase;
  beforeAll(async () => {
    showcase = await openReviewShowcase();
  }, openingMs);
  afterAll(() => showcase.close());

  const views = [
    ["report-closed", "/reports/2026-Q3", ".review"],
    ["report-running", "/reports/2026-Q4", ".review"],
    ["report-empty", "/reports/2026-H2", ".empty"],
    ["report-unknown", "/reports/1999", ".empty"],
  ] as const;
  it.each(views.flatMap((view) => looks.map(({ width, colorScheme }) => [...view, width, colorScheme] as const)))(
    "%s (%s) stands when %s does, and keeps to its box at %i px, %s",
    (name, path, sign, width, colorScheme) =>
      look(browser, { name, url: showcase.url + path, sign, width, colorScheme }),
  );
});

describeInBrowser("plans", (browser) => {
  let shop: ShopBench;
  let url: string;
  let files: string;
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), "okr-sync-plan-"));
    shop = await openShopBench();
    await shop.post("/api/v1/links", { issue: "SHOP-4", keyResult: "gate" });
    await shop.bench.drain();
    await shop.app.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}/plan`;
  }, openingMs);
  afterAll(async () => {
    await shop.close();
    await rm(files, { recursive: true, force: true });
  });

  const given: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ["plan-idle", {}, ".drop-zone"],
    ["plan-change", { "mapping.yaml": goodMapping }, ".plan-line"],
    ["plan-orphans", { "okrs.yaml": renamedOkrs }, ".plan-line"],
    ["plan-refused", { "mapping.yaml": brokenMapping }, ".problems"],
    ["plan-hostile", { "mapping.yaml": hostileMapping }, ".problems"],
    ["plan-same", { "mapping.yaml": presentFiles["mapping.yaml"]! }, ".planned"],
    ["plan-other", { "notes.txt": "not YAML" }, ".notice"],
  ];
  it.each(given.flatMap(([name, texts, sign]) => looks.map((each) => ({ name, texts, sign, ...each }))))(
    "$name keeps to its box at $width px, $colorScheme",
    ({ texts, ...wanted }) =>
      look(browser, {
        ...wanted,
        url,
        act: async (page) => {
          if (Object.keys(texts).length === 0) return;
          await drop(page, await writeFiles(files, texts));
          await page.locator(wanted.sign).first().waitFor();
          for (const details of await page.locator("summary").all()) await details.click();
        },
      }),
  );
});
