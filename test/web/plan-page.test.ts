/** A configuration that is dropped on the page, in a real browser over the real workers. */
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileTitles } from "../http/hostile-titles.ts";
import { openShopBench, type ShopBench } from "../http/shop-bench.ts";
import { access, openTestService } from "../http/test-service.ts";
import { storeDigest } from "../store/store-digest.ts";
import { findViolations } from "./axe.ts";
import { describeInBrowser } from "./chromium.ts";
import {
  brokenMapping,
  drop,
  goodMapping,
  hostileMapping,
  presentFiles,
  renamedOkrs,
  writeFiles,
} from "./plan-files.ts";
import { openingMs } from "./showcase.ts";

describeInBrowser("planning on the page", (browser) => {
  let shop: ShopBench;
  let url: string;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-plan-"));
    shop = await openShopBench();
    await shop.app.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}`;
  }, openingMs);
  afterAll(async () => {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs on a page that is closed afterwards, and that has asked nobody else and broken no policy. */
  async function onPage(work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
    const { page, strayRequests, complaints, close } = await browser.open(`${url}/plan`, options);
    try {
      await page.getByText("Live", { exact: true }).waitFor();
      await work(page);
      expect(strayRequests).toEqual([]);
      expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
    } finally {
      await close();
    }
  }

  async function dropFiles(page: Page, files: Readonly<Record<string, string>>) {
    await drop(page, await writeFiles(folder, files));
  }

  const heading = (page: Page) => page.locator("#outcome");

  it("shows before and after, and the issues gained and lost with the rule that did it; nothing is written", () =>
    onPage(async (page) => {
      const before = await storeDigest(shop.open.database);
      await dropFiles(page, { "mapping.yaml": goodMapping });
      await heading(page).waitFor();
      expect(await heading(page).textContent()).toBe(
        "3 key results and 2 objectives change (compared with configuration revision 1).",
      );
      await page.getByText("Nothing was changed.").waitFor();
      const platform = page.locator(".plan-line", { hasText: "platform" });
      expect(await platform.locator(".plan-sides").textContent()).toBe("37 % → 100 %, rises");
      await platform.getByText("Which issue").click();
      await expect.poll(() => platform.locator("li").allTextContents()).toEqual(["−lost SHOP-2 by epic"]);
      await page.getByText('no stored issue matches the rule "nothing"').waitFor();
      expect(await storeDigest(shop.open.database)).toEqual(before);
    }));

  it("hands the same out as Markdown for a pull request, saved or copied", () =>
    onPage(
      async (page) => {
        await dropFiles(page, { "mapping.yaml": goodMapping });
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: "Save as Markdown" }).click(),
        ]);
        expect(file.suggestedFilename()).toBe("okr-sync-plan.md");
        const text = await readFile(await file.path(), "utf8");
        expect(text).toMatch(/^### okr-sync plan\n\n3 key results and 2 objectives change/);
        expect(text).toContain("| − | <code>SHOP-2</code> | <code>jira&#58;2</code> | <code>epic</code> |  |");
        await page.getByRole("button", { name: "Copy as Markdown" }).click();
        await page.getByText("Copied.").waitFor();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe(text);
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  it("shows every problem of a broken one, with its place and line", () =>
    onPage(async (page) => {
      await dropFiles(page, { "mapping.yaml": brokenMapping });
      await heading(page).waitFor();
      expect(await heading(page).textContent()).toBe("Refused: 2 problems in mapping.yaml");
      expect(await page.locator(".place").allTextContents()).toEqual(["mapping.yaml:2:25", "mapping.yaml:2:44"]);
      expect(await page.locator(".problems li").first().textContent()).toContain("plattform");
      expect(await page.locator(".problem-line").first().textContent()).toBe(
        "- { id: a, keyResult: plattform, when: { labell: x } }",
      );
    }));

  it("takes a folder for the whole configuration, and says when nothing would change", () =>
    onPage(async (page) => {
      const config = join(folder, "config");
      await mkdir(config);
      await writeFiles(config, presentFiles);
      await drop(page, [config]);
      await heading(page).waitFor();
      expect(await heading(page).textContent()).toBe("Nothing changes (compared with configuration revision 1).");
      await page.getByText("With the folder config, every number stays as it is. Nothing was changed.").waitFor();
      await rm(join(config, "okrs.yaml"));
      await drop(page, [config]);
      await page.getByText(/^Refused: .* in the folder config$/).waitFor();
      await drop(page, [config, await writeFiles(folder, { "mapping.yaml": "" }).then(([path]) => path!)]);
      await page.getByText("Give one folder, or files").waitFor();
    }));

  it("tells which links would be orphaned", async () => {
    const { body: link } = await shop.post("/api/v1/links", { issue: "SHOP-4", keyResult: "gate" });
    await shop.bench.drain();
    await onPage(async (page) => {
      await dropFiles(page, { "okrs.yaml": renamedOkrs });
      await page.getByRole("heading", { name: "Links to key results that would be gone" }).waitFor();
      expect(await page.locator(".plan-moves li", { hasText: "SHOP-4 → gate" }).count()).toBe(1);
      expect(await page.locator(".plan-line", { hasText: "portal" }).textContent()).toContain("new → –");
    });
    await shop.app.inject({ method: "DELETE", url: `/api/v1/links/${link.id}` });
    await shop.bench.drain();
  });

  it("says of other files that they are none of a configuration, and stays where it is", () =>
    onPage(async (page) => {
      await dropFiles(page, { "notes.txt": "not YAML" });
      await page.getByText("There is no YAML file among these.").waitFor();
      expect(new URL(page.url()).pathname).toBe("/plan");
    }));

  it("shows whatever a file says as text", () =>
    onPage(async (page) => {
      await dropFiles(page, { "mapping.yaml": hostileMapping });
      await heading(page).waitFor();
      const shown = await page.locator(".problems").textContent();
      for (const title of ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"]) {
        expect(hostileTitles).toContain(title);
        expect(shown).toContain(title);
      }
      expect(await page.locator(".problems li").count()).toBeGreaterThan(20);
      expect(await page.locator("#page img, #page script, #page iframe, #page style, #page meta").count()).toBe(0);
    }));

  it("is done by the keyboard: chosen, read out, looked into", () =>
    onPage(async (page) => {
      // Asked for early: the browser has to hear of it before the key comes.
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("link", { name: "Plan", exact: true }).focus();
      for (const _ of ["the theme", "files"]) await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Choose files");
      await page.keyboard.press("Enter");
      await (await chooser).setFiles(await writeFiles(folder, { "mapping.yaml": goodMapping }));
      await heading(page).waitFor();
      expect(await page.evaluate("document.activeElement.id")).toBe("outcome");
      for (const expected of ["Copy as Markdown", "Save as Markdown", "Which issue"]) {
        await page.keyboard.press("Tab");
        expect(await page.evaluate("document.activeElement.textContent")).toBe(expected);
      }
      await page.keyboard.press("Enter");
      await page.locator(".plan-moves li").first().waitFor();
    }));

  it("takes a folder that is chosen, too", () =>
    onPage(async (page) => {
      const chooser = page.waitForEvent("filechooser");
      const config = await mkdtemp(join(folder, "chosen-"));
      await writeFiles(config, presentFiles);
      await page.getByRole("button", { name: "Choose a folder" }).click();
      await (await chooser).setFiles(config);
      await page.getByText("Nothing changes (compared with configuration revision 1).").waitFor();
    }));

  it("says when the service does not answer, and tries again", async () => {
    const { page, close } = await browser.open(`${url}/plan`);
    await page.getByRole("button", { name: "Choose files" }).waitFor();
    await page.context().setOffline(true);
    await dropFiles(page, { "mapping.yaml": goodMapping });
    await page.getByText("The service did not answer").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await heading(page).waitFor();
    await close();
  });

  it(
    "names the role that it asks for",
    async () => {
      const guarded = await openTestService({ files: { "access.yaml": access } });
      await guarded.app.listen({ host: "127.0.0.1", port: 0 });
      const { port } = guarded.app.server.address() as AddressInfo;
      const { page, close } = await browser.open(`http://127.0.0.1:${port}/plan`);
      try {
        await page.getByLabel("Access token").fill("viewer-token-0123456789");
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Choose files" }).waitFor();
        await dropFiles(page, { "mapping.yaml": goodMapping });
        await page.getByText("the role editor is needed").waitFor();
        expect(await findViolations(page)).toEqual([]);
      } finally {
        await close();
        await guarded.close();
      }
    },
    openingMs,
  );

  describe("axe", () => {
    const states = [
      ["nothing yet", {}],
      ["a change", { "mapping.yaml": goodMapping }],
      ["a refusal", { "mapping.yaml": brokenMapping }],
      ["no change", { "mapping.yaml": presentFiles["mapping.yaml"]! }],
      ["no configuration", { "notes.txt": "not YAML" }],
    ] as const;
    it.each(
      states.flatMap(([name, files]) => (["light", "dark"] as const).map((theme) => [name, theme, files] as const)),
    )("finds nothing with %s, %s", (_name, colorScheme, files) =>
      onPage(
        async (page) => {
          if (Object.keys(files).length > 0) {
            await dropFiles(page, files);
            await page.locator("#outcome, .notice").first().waitFor();
          }
          for (const details of await page.locator("summary").all()) await details.click();
          expect(await findViolations(page)).toEqual([]);
        },
        { colorScheme },
      ),
    );
  });
});
