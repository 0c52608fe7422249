/** The review of a period, in a real browser: shown, taken along as files, and harmless whatever things are called. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../http/report-world.ts";
import { access } from "../http/test-service.ts";
import { findViolations } from "./axe.ts";
import { describeInBrowser } from "./chromium.ts";
import { manyToReview, outsidersTitles, titleOf } from "./review-config.ts";
import { openReviewShowcase, type ReviewShowcase } from "./review-showcase.ts";
import { openingMs } from "./showcase.ts";
import { stickingOut } from "./sticking-out.ts";

describeInBrowser("the review of a period", (browser) => {
  let showcase: ReviewShowcase;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-review-"));
    showcase = await openReviewShowcase();
  }, openingMs);
  afterAll(async () => {
    await showcase.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs on a page that is closed afterwards, and that has asked nobody else and broken no policy. */
  async function onPage(path: string, work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const { page, strayRequests, complaints, close } = await browser.open(showcase.url + path, options);
    try {
      await page.getByText("Live", { exact: true }).waitFor();
      await page.locator(".review, .empty, .objective").first().waitFor();
      await work(page);
      expect(strayRequests).toEqual([]);
      expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
    } finally {
      await close();
    }
  }

  async function download(page: Page, name: string): Promise<{ file: Download; text: string }> {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name, exact: true }).click(),
    ]);
    return { file, text: await readFile(await file.path(), "utf8") };
  }

  const keyResult = (page: Page, title: string) => page.locator(".review-key-result", { hasText: title });

  describe("that is closed", () => {
    it("has grades, the way from start to end, late scope, the forecast and what came, and what people said", () =>
      onPage("/reports/2026-Q3", async (page) => {
        expect(await page.locator(".review-state > p").textContent()).toContain("Closed on Oct 2, 2026");
        expect(await page.locator(".review-summary").textContent()).toBe("Objectives3Met1Missed2On average44\u00a0%");
        expect(await page.locator(".review-head .badge").allTextContents()).toEqual([
          "Met 1.00",
          "Missed 0.32",
          expect.stringMatching(/^Missed 0\.\d\d$/),
        ]);
        const met = await keyResult(page, "Move every page").textContent();
        for (const words of [
          "0 of 20 → 20 of 20 completed",
          "0\u00a0% on Jul 2",
          "65\u00a0% at half-time",
          "Scope added latenone",
          "Finished on Aug 27: in the better half of the forecast.",
        ])
          expect(met).toContain(words);
        const part = keyResult(page, "Finish what customers ask");
        expect(await part.textContent()).toContain("15 in 5 issues");
        expect(await part.textContent()).toContain("Not finished: not late by the forecast.");
        await part.getByRole("button", { name: "Show them" }).click();
        expect(await part.locator(".review-late li").count()).toBe(5);
        const liked = await keyResult(page, "Satisfaction").textContent();
        for (const words of [
          "60\u00a0% → 67.4\u00a0%, target 80\u00a0%",
          "30\u00a0% confident",
          "Team says: at risk",
          "Sep 11",
          "ann",
        ])
          expect(liked).toContain(words);
      }));

    it("prints without what only a screen is for", () =>
      onPage("/reports/2026-Q3", async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const hidden of [".review-files", ".head", "select"])
          expect(await page.locator(hidden).first().isVisible()).toBe(false);
        expect(await page.getByRole("heading", { name: "Review of 2026-Q3" }).isVisible()).toBe(true);
        expect((await page.pdf()).length).toBeGreaterThan(10_000);
      }));
  });

  describe("that is running", () => {
    it("is so far, without grades, and is brought up to date on demand", () =>
      onPage("/reports/2026-Q4", async (page) => {
        await page.getByText("So far, as of Nov 20, 2026").waitFor();
        expect(await page.locator(".review .badge").allTextContents()).toEqual(["So far", "So far", "So far"]);
        expect(await keyResult(page, "Rebuild the checkout").textContent()).toContain("0 of 23 → 13 of 26 completed");
        showcase.now = at("11-21T10:00");
        await page.getByRole("button", { name: "Bring up to date" }).click();
        await page.getByText("So far, as of Nov 21, 2026").waitFor();
        showcase.now = at("11-20T10:00");
      }));
  });

  it("is chosen by its period, and is the present one's without a choice", () =>
    onPage("/reports", async (page) => {
      const choice = page.getByRole("combobox", { name: "Period" });
      expect(await choice.inputValue()).toBe("2026-Q4");
      await choice.selectOption("2026-Q3");
      await page.getByText("Closed on Oct 2, 2026").waitFor();
      expect(new URL(page.url()).pathname).toBe("/reports/2026-Q3");
      await page.getByRole("combobox", { name: "Period" }).selectOption("2026-H2");
      await page.getByText("This period has no objectives.").waitFor();
      await page.getByRole("combobox", { name: "Period" }).selectOption("2027-Q1");
      await page.getByText("Begins on Jan 1.").waitFor();
      await page.goBack();
      await page.goBack();
      await page.getByText("Closed on Oct 2, 2026").waitFor();
    }));

  it("says where there is no such period", () =>
    onPage("/reports/1999", async (page) => {
      await page.getByText("There is no such period").waitFor();
      await page.getByRole("link", { name: "To the present period" }).click();
      await page.getByText("So far, as of").waitFor();
    }));

  describe("taken along", () => {
    it("as Markdown has the grades, and nothing in it calls, links or draws", () =>
      onPage("/reports/2026-Q3", async (page) => {
        const { file, text } = await download(page, "Markdown");
        expect(file.suggestedFilename()).toBe("review-2026-Q3.md");
        expect(text).toMatch(/^# Review of 2026-Q3\n/);
        expect(text).toContain(
          "| The new shop is live in all three countries | Commerce | committed | 100 % | met, 1.00 |",
        );
        expect(text).toContain(String.raw`\<img src=x onerror="window.pwned=1"\>`);
        expect(text).not.toMatch(/(?<!\\)<(?!https:\/\/acme\.atlassian\.net\/)/);
      }));

    it("as a web page opens without a network, asks for nothing, runs nothing, and keeps to its width", () =>
      onPage("/reports/2026-Q3", async (page) => {
        const { file } = await download(page, "Web page");
        expect(file.suggestedFilename()).toBe("review-2026-Q3.html");
        const path = join(folder, "review.html");
        await file.saveAs(path);
        const saved = await browser.open(pathToFileURL(path).href, {
          offline: true,
          viewport: { width: 390, height: 800 },
        });
        expect(await saved.page.evaluate("window.pwned")).toBeUndefined();
        expect(await saved.page.locator("script, img, iframe, form, object").count()).toBe(0);
        await saved.page.getByRole("heading", { name: titleOf.script }).waitFor();
        expect(await saved.page.locator("path").count()).toBeGreaterThan(5);
        expect(await saved.page.evaluate("document.documentElement.scrollWidth")).toBe(390);
        expect([saved.strayRequests, saved.complaints]).toEqual([[], []]);
        await saved.close();
      }));

    it("as a table has no cell that a spreadsheet would take for a formula", () =>
      onPage("/reports/2026-Q3", async (page) => {
        const { file, text } = await download(page, "Table (CSV)");
        expect(file.suggestedFilename()).toBe("review-2026-Q3.csv");
        const cells = [...text.slice(1).matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!.replaceAll('""', '"'));
        expect(text[0]).toBe("\ufeff");
        expect(cells).toContain(`'${titleOf.formula}`);
        expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        expect(cells.some((cell) => cell.includes("ann: 67.4 %, 30 % confident, at risk; @SUM(1+1)"))).toBe(true);
      }));

    it("says what went wrong where the file cannot be had", async () => {
      const { page, close } = await browser.open(`${showcase.url}/reports/2026-Q3`);
      await page.locator(".review").first().waitFor();
      await page.context().setOffline(true);
      await page.getByRole("link", { name: "Markdown" }).click();
      await page.getByText("The file could not be had").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("link", { name: "Markdown" }).click();
      await page.getByText("The file could not be had").waitFor({ state: "detached" });
      await close();
    });
  });

  it("shows whatever outsiders call their issues as text", () =>
    onPage("/reports/2026-Q3", async (page) => {
      const evil = keyResult(page, titleOf.script);
      await evil.getByRole("button", { name: /^Show/ }).click();
      const shown = await evil.locator(".review-late li").allTextContents();
      for (const title of outsidersTitles) expect(shown.some((text) => text.includes(title))).toBe(true);
      await page.getByRole("button", { name: /^Show all/ }).click();
      expect(await page.evaluate("window.pwned")).toBeUndefined();
      expect(await page.locator("#page img, #page script, #page iframe, #page meta, #page style").count()).toBe(0);
      const protocols = `[...document.querySelectorAll("#page a")].map((link) => link.protocol)`;
      expect((await page.evaluate<string[]>(protocols)).filter((each) => !/^https?:$/.test(each))).toEqual([]);
    }));

  it("is reached and taken along by the keyboard", () =>
    onPage("/", async (page) => {
      await page.getByRole("link", { name: "Report" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("So far, as of").waitFor();
      expect(await page.title()).toBe("Review of 2026-Q4 · okr-sync");
      await page.getByRole("combobox", { name: "Period" }).focus();
      for (const expected of ["Bring up to date", "Markdown", "Web page", "Table (CSV)", "Print"]) {
        await page.keyboard.press("Tab");
        expect(await page.evaluate("document.activeElement.textContent")).toBe(expected);
      }
      await page.keyboard.press("Shift+Tab");
      const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      expect(file.suggestedFilename()).toBe("review-2026-Q4.csv");
    }));

  describe("axe", () => {
    const paths = ["/reports/2026-Q3", "/reports/2026-Q4", "/reports/2026-H2", "/reports/2027-Q1", "/reports/1999"];
    it.each(paths.flatMap((path) => (["light", "dark"] as const).map((theme) => [path, theme] as const)))(
      "finds nothing at %s, %s",
      (path, colorScheme) =>
        onPage(path, async (page) => expect(await findViolations(page)).toEqual([]), { colorScheme }),
    );
  });

  it(
    "needs the viewer's token for its files, and shows it",
    async () => {
      const guarded = await openReviewShowcase({ files: { "access.yaml": access } });
      const { page, close } = await browser.open(`${guarded.url}/reports/2026-Q3`);
      try {
        await page.getByLabel("Access token").fill("viewer-token-0123456789");
        await page.keyboard.press("Enter");
        await page.locator(".review").first().waitFor();
        expect((await download(page, "Markdown")).text).toMatch(/^# Review of 2026-Q3\n/);
        const bare = await fetch(`${guarded.url}/api/v1/periods/2026-Q3/report?format=md`);
        expect(bare.status).toBe(401);
      } finally {
        await close();
        await guarded.close();
      }
    },
    openingMs,
  );

  it(
    "stands with three hundred objectives",
    async () => {
      const many = await openReviewShowcase({ files: manyToReview(300) });
      const { page, close } = await browser.open(`${many.url}/reports/2026-Q4`);
      try {
        await expect.poll(() => page.locator(".review").count(), { timeout: 30_000 }).toBe(300);
        expect(await stickingOut(page)).toEqual([]);
      } finally {
        await close();
        await many.close();
      }
    },
    openingMs,
  );
});
