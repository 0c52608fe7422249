/** What the page promises whoever uses it, in a real browser on six weeks of history. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearRefusal, recordRefusal } from "../../src/store/config-refusals.ts";
import { access } from "../http/test-service.ts";
import { findViolations } from "./axe.ts";
import { describeInBrowser } from "./chromium.ts";
import { hostileTitles } from "./showcase-config.ts";
import { openingMs, openShowcase, type Showcase } from "./showcase.ts";

describeInBrowser("the page", (browser) => {
  let showcase: Showcase;
  let guarded: Showcase | null = null;
  beforeAll(async () => {
    showcase = await openShowcase();
  }, openingMs);
  afterAll(async () => {
    await guarded?.close();
    await showcase.close();
  });

  /** Runs on a page that is closed afterwards, and that has asked nobody else and broken no policy. */
  async function onPage(path: string, work: (page: Page) => Promise<void>, options = {}) {
    const { page, strayRequests, complaints, close } = await browser.open(showcase.url + path, options);
    try {
      await page.getByText("Live", { exact: true }).waitFor();
      await work(page);
      expect(strayRequests).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  }

  const expectObjectives = (page: Page, titles: readonly string[]) =>
    expect.poll(() => page.locator(".objective h3").allTextContents()).toEqual(titles);
  const expectKeyResults = (page: Page, titles: readonly string[]) =>
    expect.poll(() => page.locator(".key-result-title").allTextContents()).toEqual(titles);

  describe("the overview", () => {
    it("filters by team, and keeps the filter in the address", () =>
      onPage("/", async (page) => {
        await page.getByRole("combobox", { name: "Team" }).selectOption("Commerce");
        await expectObjectives(page, ["Customers come back", "Launch the new shop"]);
        expect(new URL(page.url()).search).toBe("?team=Commerce");
        await page.reload();
        await expectObjectives(page, ["Customers come back", "Launch the new shop"]);
        await page.getByRole("button", { name: "Show all" }).click();
        await expect.poll(() => page.locator(".objective").count()).toBe(4);
        await page.goBack();
        await expectObjectives(page, ["Customers come back", "Launch the new shop"]);
      }));

    it("filters by owner, health and words", () =>
      onPage("/", async (page) => {
        await page.getByRole("combobox", { name: "Owner" }).selectOption("jo@example.com");
        await expectKeyResults(page, ["Ship at least five improvements"]);
        await page.getByRole("button", { name: "Show all" }).click();
        await page.getByRole("button", { name: "off track" }).click();
        await expectKeyResults(page, ["Nothing of this is done yet"]);
        await page.getByRole("button", { name: "Show all" }).click();
        await page.keyboard.press("/");
        await page.keyboard.type("churn");
        await expectKeyResults(page, ["Reduce monthly churn from 6 % to 4 %"]);
        await page.getByRole("searchbox").fill("nothing has these words");
        await page.getByText("Nothing passes this filter").waitFor();
      }));

    it("rounds down, and says where the number stands in words", () =>
      onPage("/", async (page) => {
        const row = page.locator(".key-result", { hasText: "monthly churn" });
        expect(await row.textContent()).toContain("At risk");
        expect(await row.locator(".changing").textContent()).toBe("37\u00a0%");
      }));
  });

  describe("what to know before trusting the numbers", () => {
    it("names a source that is silent", () =>
      onPage("/", async (page) => {
        await page.getByText("linear is silent").waitFor();
        expect(await page.locator(".sources li", { hasText: "linear" }).textContent()).toContain("Silent");
      }));

    it("shows a refused configuration as long as it stands, without reloading", () =>
      onPage("/", async (page) => {
        const { db } = showcase.database;
        const problems = ["okrs.yaml:3:5: there is no <b>team</b>"];
        const refusal = { at: new Date(), problems };
        await db.transaction().execute((trx) => recordRefusal(trx, refusal, { stays: false }));
        await page.getByText("A newer configuration was refused").waitFor();
        await page.getByText(problems[0]!).waitFor();
        expect(await findViolations(page)).toEqual([]);
        await db.transaction().execute((trx) => clearRefusal(trx, new Date()));
        await page.getByText("A newer configuration was refused").waitFor({ state: "detached" });
      }));
  });

  describe("titles from outside", () => {
    it.each(["/", "/?by=alignment", "/key-results/hostile"])("are text at %s", (path) =>
      onPage(path, async (page) => {
        await page.getByText(hostileTitles[0]).first().waitFor({ state: "attached" });
        expect(await page.evaluate("window.pwned")).toBeUndefined();
        expect(await page.locator("#page img, #page script").count()).toBe(0);
        const links = await page.evaluate<string[]>(
          `[...document.querySelectorAll("#page a")].map((link) => link.protocol)`,
        );
        expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
      }),
    );

    it("are text under the pointer of a chart and in its table, too", () =>
      onPage("/key-results/hostile", async (page) => {
        const chart = page.locator(".u-over").first();
        await chart.hover({ position: { x: 330, y: 60 } });
        await page.locator(".time-chart-words").waitFor();
        for (const _ of ["progress", "scope"]) await page.getByRole("button", { name: "As a table" }).first().click();
        expect(await page.locator(".figures").first().textContent()).toContain(hostileTitles[1]);
        expect(await page.evaluate("window.pwned")).toBeUndefined();
      }));
  });

  describe("somebody who uses the keyboard only", () => {
    it("gets from the overview to a key result and back, and finds the focus where the eye is", () =>
      onPage("/", async (page) => {
        await page.keyboard.press("Tab");
        expect(await focused(page)).toBe("Skip to the content");
        await page.keyboard.press("Enter");
        expect(await page.evaluate("document.activeElement.id")).toBe("view");
        await page.getByRole("link", { name: "Complete the platform" }).first().focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Complete the platform by the end of the quarter" }).waitFor();
        expect(await focused(page)).toBe("Complete the platform by the end of the quarter");
        expect(await page.title()).toBe("Complete the platform by the end of the quarter · okr-sync");
        await page.getByRole("button", { name: /^Why SHOP-34/ }).focus();
        await page.keyboard.press("Enter");
        await page.getByText("It counts here, by rule epic").waitFor();
        await page.goBack();
        await page.getByRole("heading", { name: "Customers come back" }).waitFor();
      }));

    it("sees where the focus is on everything that takes it", () =>
      onPage("/", async (page) => {
        const unseen =
          await page.evaluate(`[...document.querySelectorAll("a, button, input, select, summary")].filter((element) => {
          if (!element.checkVisibility()) return false;
          element.focus({ focusVisible: true });
          const styles = [getComputedStyle(element), getComputedStyle(element, "::after")];
          return styles.every(({ outlineStyle, outlineWidth }) => outlineStyle === "none" || outlineWidth === "0px");
        }).map((element) => element.outerHTML)`);
        expect(unseen).toEqual([]);
      }));
  });

  describe("axe", () => {
    const paths = ["/", "/?by=alignment", "/?q=nothing", "/key-results/platform", "/key-results/churn"];
    it.each(paths.flatMap((path) => (["light", "dark"] as const).map((theme) => [path, theme] as const)))(
      "finds nothing at %s, %s",
      (path, colorScheme) =>
        onPage(
          path,
          async (page) => {
            await page.locator(".objective, .contribution, .tree, .empty, .check-in").first().waitFor();
            expect(await findViolations(page)).toEqual([]);
          },
          { colorScheme },
        ),
      120_000,
    );
  });

  describe("with access tokens", () => {
    it(
      "asks for one, says when it is refused, and remembers it for the tab",
      async () => {
        guarded = await openShowcase({ files: { "access.yaml": access } });
        const { page, close } = await browser.open(guarded.url);
        try {
          await page.getByLabel("Access token").fill("not-a-token");
          await page.getByRole("button", { name: "Show the objectives" }).click();
          await page.getByText("does not know this token").waitFor();
          expect(await findViolations(page)).toEqual([]);
          await page.getByLabel("Access token").fill("viewer-token-0123456789");
          await page.keyboard.press("Enter");
          await page.getByRole("heading", { name: "Customers come back" }).waitFor();
          await page.getByText("Live", { exact: true }).waitFor();
          await page.reload();
          await page.getByRole("heading", { name: "Customers come back" }).waitFor();
          await page.getByRole("button", { name: "Sign out" }).click();
          await page.getByLabel("Access token").waitFor();
        } finally {
          await close();
        }
      },
      openingMs,
    );
  });
});

function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.textContent.trim()");
}
