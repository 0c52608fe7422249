/** The wall screen: it fits, turns its pages, and stays true without anybody touching it. */
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { openTestService, type TestService } from "../http/test-service.ts";
import { findViolations } from "./axe.ts";
import { describeInBrowser, type OpenPage } from "./chromium.ts";
import { cutOff } from "./cut-off.ts";
import { manyObjectives } from "./many-objectives.ts";
import { hostileTitles } from "./showcase-config.ts";
import { openingMs, openShowcase, type Showcase } from "./showcase.ts";

const folder = process.env["OKR_SYNC_PICTURES"] ?? null;

const screens = [
  [1_920, 1_080],
  [1_280, 720],
  [1_080, 1_920],
] as const;

describeInBrowser("the wall screen", (browser) => {
  let showcase: Showcase;
  const services: TestService[] = [];
  beforeAll(async () => {
    showcase = await openShowcase();
    if (folder !== null) await mkdir(folder, { recursive: true });
  }, openingMs);
  afterAll(async () => {
    for (const service of services) await service.close();
    await showcase.close();
  });

  /** Another service over the same database, with this many objectives. */
  async function openMany(count: number): Promise<{ service: TestService; url: string }> {
    const now = new Date();
    const service = await openTestService({ database: showcase.database, files: manyObjectives(count, now) });
    services.push(service);
    service.now = now;
    await service.app.listen({ host: "127.0.0.1", port: 0 });
    return { service, url: urlOf(service.app.server.address()) };
  }

  async function onScreen(url: string, work: (page: Page, open: OpenPage) => Promise<void>, options = {}) {
    const viewport = { width: 1_920, height: 1_080 };
    const open = await browser.open(url, { viewport, ...options }, (page) => page.clock.install());
    try {
      await open.page.getByText("Live", { exact: true }).waitFor();
      await work(open.page, open);
      expect(open.strayRequests).toEqual([]);
    } finally {
      await open.close();
    }
  }

  const objectives = (page: Page) => page.locator(".wall-objective h2").allTextContents();

  describe("fits", () => {
    const counts = [1, 2, 3, 4, 6, 7, 300];
    it.each(counts)("%i objectives, without scrolling and without cutting off a line", async (count) => {
      const { url } = await openMany(count);
      for (const [width, height] of screens) {
        const colorScheme = width === 1_280 ? "dark" : "light";
        await onScreen(
          `${url}/wall`,
          async (page) => {
            await page.locator(".wall-objective").first().waitFor();
            await takePicture(page, `wall-${count}-${width}`);
            expect(await cutOff(page), `${width} × ${height}`).toEqual([]);
          },
          { viewport: { width, height }, colorScheme },
        );
      }
    });

    it("what is worst: titles without an end, hostile ones, every health", () =>
      onScreen(`${showcase.url}/wall`, async (page, { complaints }) => {
        await page.getByText(hostileTitles[0]).first().waitFor();
        await takePicture(page, "wall");
        expect(await cutOff(page)).toEqual([]);
        expect(await page.evaluate("window.pwned")).toBeUndefined();
        expect(complaints).toEqual([]);
      }));
  });

  describe("shows", () => {
    it("every one of 300 objectives, page by page, and begins again", async () => {
      const { url } = await openMany(300);
      await onScreen(`${url}/wall`, async (page) => {
        const seen = new Set<string>();
        for (let number = 1; number <= 50; number += 1) {
          await page.getByText(`${number} of 50`, { exact: true }).waitFor();
          for (const title of await objectives(page)) seen.add(title);
          await page.clock.fastForward(15_000);
        }
        expect(seen.size).toBe(300);
        await page.getByText("1 of 50", { exact: true }).waitFor();
      });
    });

    it("a team, where the address names one", () =>
      onScreen(`${showcase.url}/wall?team=Commerce`, async (page) => {
        await expect.poll(() => objectives(page)).toEqual(["Customers come back", "Launch the new shop"]);
        await page.getByText("of 6 key results keep the pace").waitFor();
        expect(await page.locator(".wall-move").count()).toBeGreaterThan(0);
        expect(await page.locator(".wall-moved", { hasText: "A title that goes on" }).count()).toBe(0);
      }));

    it("health in words and shape, progress, pace, what moved, and which source is silent", () =>
      onScreen(`${showcase.url}/wall`, async (page) => {
        const card = page.locator(".wall-objective", { hasText: "Customers come back" });
        expect(await card.textContent()).toMatch(/45\u00a0%.*(At risk|On track|Off track).*pace asks for \d\d/);
        expect(await card.locator(".badge .shape").count()).toBe(1);
        expect(await page.locator(".wall-moved").textContent()).toContain("→");
        expect(await page.locator(".wall-sources").textContent()).toContain("linear silent");
      }));

    it("no pointer and no controls until somebody moves", () =>
      onScreen(`${showcase.url}/wall`, async (page) => {
        const looks = () =>
          page.evaluate(`[getComputedStyle(document.querySelector(".wall")).cursor,
            getComputedStyle(document.querySelector(".wall-controls")).pointerEvents]`);
        expect(await looks()).toEqual(["none", "none"]);
        await page.mouse.move(300, 300);
        await expect.poll(looks).toEqual(["auto", "auto"]);
        await page.clock.fastForward(5_000);
        await expect.poll(looks).toEqual(["none", "none"]);
        await page.keyboard.press("Tab");
        await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Leave");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Customers come back" }).waitFor();
      }));

    it("another page by the arrow keys, and stays on it when paused", async () => {
      const { url } = await openMany(13);
      await onScreen(`${url}/wall`, async (page) => {
        await page.keyboard.press("ArrowLeft");
        await page.getByText("3 of 3", { exact: true }).waitFor();
        await page.getByRole("button", { name: "Pause" }).click();
        await page.clock.fastForward(60_000);
        expect(await page.getByText("3 of 3", { exact: true }).count()).toBe(1);
      });
    });

    it("pages that replace one another at once to whom motion is too much", () =>
      onScreen(
        `${showcase.url}/wall`,
        async (page) => {
          const animation = `getComputedStyle(document.querySelector(".wall-board")).animationName`;
          expect(await page.evaluate(animation)).toBe("none");
          await page.emulateMedia({ reducedMotion: "no-preference" });
          expect(await page.evaluate(animation)).toBe("appear");
        },
        { reducedMotion: "reduce" },
      ));
  });

  describe("stays true", () => {
    it("says when the connection is lost and since when, and takes that back", async () => {
      const { service } = await openMany(3);
      const first = createApp(service.deps);
      const url = await first.listen({ host: "127.0.0.1", port: 0 });
      await onScreen(`${url}/wall`, async (page) => {
        await first.close();
        await page.getByText(/Connection lost: as of \d/).waitFor();
        expect(await page.locator(".wall").getAttribute("data-old")).toBe("true");
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await takePicture(page, `wall-lost-${colorScheme}`);
          expect(await findViolations(page)).toEqual([]);
        }
        expect(await cutOff(page)).toEqual([]);
        const second = createApp(service.deps);
        await second.listen({ host: "127.0.0.1", port: Number(new URL(url).port) });
        try {
          // What was asked for while nobody answered is old until it is asked for again.
          const isOld = async () => {
            await page.clock.fastForward(20_000);
            return page.locator(".wall").getAttribute("data-old");
          };
          await expect.poll(isOld, { timeout: 20_000 }).toBe("false");
          await page.getByText("Live", { exact: true }).waitFor();
        } finally {
          await second.close();
        }
      });
    });

    it("goes over to the next period when that begins", async () => {
      const { service, url } = await openMany(3);
      await onScreen(`${url}/wall`, async (page) => {
        await page.getByRole("heading", { name: "This-quarter" }).waitFor();
        service.now = new Date(service.now.getTime() + 3 * 86_400_000);
        await page.clock.fastForward(60_000);
        await page.getByRole("heading", { name: "Next-quarter" }).waitFor();
        await page.getByText("No objectives here").waitFor();
      });
    });

    it("shows a check-in that somebody makes elsewhere, once it is asked for", async () => {
      const { service, url } = await openMany(1);
      await onScreen(`${url}/wall`, async (page) => {
        const at = service.now.toISOString();
        const said = { value: null, confidence: null, note: null, author: null, expiresAt: null };
        await recordCheckIn(showcase.database.db, { keyResultId: "many-0-0", health: "off_track", at, ...said });
        const asked = page.waitForResponse((response) => response.url().endsWith("/api/v1/overview"));
        await page.clock.fastForward(60_000);
        const answer = await (await asked).json();
        expect(answer.objectives[0].keyResults[0].statedHealth).toBe("off_track");
      });
    });

    it("comes up by itself although a part of it could not be fetched at first", async () => {
      const document = await (await fetch(`${showcase.url}/wall`)).text();
      let refused = 0;
      const { page, close } = await browser.open(`${showcase.url}/wall`, {}, async (opened) => {
        await opened.clock.install();
        // What the document does not name is fetched later: the wall's own part.
        await opened.route("**/assets/part-*", (route) => {
          const isLater = !document.includes(new URL(route.request().url()).pathname);
          if (!isLater || refused > 0) return route.continue();
          refused += 1;
          return route.abort();
        });
      });
      try {
        await expect.poll(() => refused).toBe(1);
        const loaded = page.waitForEvent("load");
        await expect
          .poll(
            async () => {
              await page.clock.fastForward(30_000);
              return page.locator(".wall-objective").count();
            },
            { timeout: 30_000 },
          )
          .toBeGreaterThan(0);
        await loaded;
      } finally {
        await close();
      }
    });

    it("reloads itself when the service has another page, and only then", () =>
      onScreen(`${showcase.url}/wall`, async (page) => {
        const isSame = () => page.evaluate("window.isSame === true");
        await page.evaluate("window.isSame = true");
        const looked = page.waitForResponse((response) => response.url().endsWith("/wall"));
        await page.clock.fastForward(300_000);
        await (await looked).finished();
        expect(await isSame()).toBe(true);
        await page.route("**/wall", async (route) => {
          if (route.request().isNavigationRequest()) return route.continue();
          const response = await route.fetch();
          const body = (await response.text()).replace(/\/assets\/page-\w+\.js/, "/assets/page-NEWER.js");
          return route.fulfill({ response, body });
        });
        const loaded = page.waitForEvent("load");
        await page.clock.fastForward(300_000);
        await loaded;
        expect(await isSame()).toBe(false);
        await page.getByText("Live", { exact: true }).waitFor();
      }));
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds, %s", (colorScheme) =>
    onScreen(
      `${showcase.url}/wall`,
      async (page) => {
        await page.locator(".wall-objective").first().waitFor();
        await takePicture(page, `wall-${colorScheme}`);
        expect(await findViolations(page)).toEqual([]);
      },
      { colorScheme },
    ),
  );
});

async function takePicture(page: Page, name: string) {
  if (folder === null) return;
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

function urlOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}
