/** The page against the service as a user starts it: what a webhook does is seen without reloading. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPlace, type Place } from "../e2e/places.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { shopDelivery, shopEnv, writeShopConfig } from "../e2e/shop.ts";
import { describeInBrowser, type OpenPage } from "./chromium.ts";
import { openingMs } from "./showcase.ts";

describeInBrowser("an open page", (browser) => {
  let place: Place;
  let service: RunningService;
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    place = await createPlace("embedded");
    await writeShopConfig(place.configDir);
    service = await startService({ configDir: place.configDir, dataDir: place.dataDir, env: shopEnv });
    open = await browser.open(service.url);
    page = open.page;
  }, openingMs);
  afterAll(async () => {
    await open.close();
    await service.stop();
    await place.remove();
  });

  /** The percentage beside the key result. */
  const shown = () => page.locator(".key-result", { hasText: "Done" }).locator(".changing").textContent();

  it("shows a key result without data, and that it is live", async () => {
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await shown()).toBe("–");
  });

  it("moves the number when a webhook comes in, marks it and announces it", async () => {
    // Every third issue is done.
    for (const number of [1, 2, 3]) await service.postSigned(shopDelivery(number));
    await expect.poll(shown, { timeout: 30_000 }).toBe("33\u00a0%");
    expect(await page.getByText("just now").count()).toBeGreaterThan(0);
    await expect.poll(() => page.getByRole("log").textContent(), { timeout: 10_000 }).toContain("Done: 33\u00a0%");
    await expect.poll(() => page.getByText("1 of 3 issues").count(), { timeout: 15_000 }).toBe(1);
    expect(await page.locator(".move").textContent()).toContain("+33");
  });

  it("says when the connection is lost, and catches up by itself when the service is back", async () => {
    const { port } = new URL(service.url);
    await service.stop();
    await page.getByText("Connection lost").waitFor();
    service = await startService({
      configDir: place.configDir,
      dataDir: place.dataDir,
      env: { ...shopEnv, PORT: port },
    });
    await service.postSigned(shopDelivery(6));
    await page.getByText("Live", { exact: true }).waitFor({ timeout: 45_000 });
    await expect.poll(shown, { timeout: 30_000 }).toBe("50\u00a0%");
  }, 120_000);

  it("has asked nobody but the service", () => {
    expect(open.strayRequests).toEqual([]);
  });
});
