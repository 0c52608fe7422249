/** Checking in and linking on the page, against the service as a user starts it: the number moves for all who look. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JiraFacts, jiraHistory } from "../e2e/jira-tracker.ts";
import { createPlace, type Place } from "../e2e/places.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { jiraSigner } from "../e2e/signing.ts";
import { access } from "../http/test-service.ts";
import { describeInBrowser, type OpenPage } from "./chromium.ts";
import { hostileTitles } from "./showcase-config.ts";
import { openingMs } from "./showcase.ts";

const secret = "editing-secret";
const site = { baseUrl: "https://acme.atlassian.net", sign: jiraSigner("jira", secret) };
const okrs = `periods: [{ id: long, start: 2026-01-01, due: 2036-12-31 }]
objectives:
  - id: o-shop
    title: The shop
    period: long
    keyResults:
      - { id: checkout, title: Rebuild the checkout, measure: { kind: completion, by: count } }
      - { id: churn, title: Fewer leave, measure: { kind: metric, unit: "%", start: 6, target: 4 } }
`;
const sources = `sources: [{ id: jira, kind: jira, baseUrl: "${site.baseUrl}", webhookSecrets: ["${secret}"] }]\n`;
const tokens = { viewer: "viewer-token-0123456789", editor: "editor-token-0123456789" };

describeInBrowser("an editor", (browser) => {
  let place: Place;
  let service: RunningService;
  let open: OpenPage;
  /** Somebody else, who only looks. */
  let onlooker: OpenPage;
  let page: Page;
  beforeAll(async () => {
    place = await createPlace("embedded");
    const files = { "okrs.yaml": okrs, "sources.yaml": sources, "access.yaml": access, "mapping.yaml": "rules: []\n" };
    for (const [name, text] of Object.entries(files)) await writeFile(join(place.configDir, name), text);
    service = await startService({ configDir: place.configDir, dataDir: place.dataDir });
    await hear({ key: "SHOP-12", type: "Epic", title: `Checkout: ${hostileTitles[0]}` });
    await hear({ key: "SHOP-13", parent: "SHOP-12", status: "Done", title: "Pay by card" });
    await hear({ key: "SHOP-14", parent: "SHOP-12", title: "Pay later" });
    await hear({ key: "SHOP-15", status: "Done", title: "Speed up the search" });
    open = await browser.open(`${service.url}/key-results/checkout`);
    onlooker = await browser.open(service.url);
    page = open.page;
    await signIn(page, tokens.editor);
    await signIn(onlooker.page, tokens.viewer);
  }, openingMs);
  afterAll(async () => {
    await open.close();
    await onlooker.close();
    await service.stop();
    await place.remove();
  });

  async function hear(facts: JiraFacts) {
    const [created] = jiraHistory(site, facts);
    expect((await service.postSigned(created!)).status).toBe(200);
  }

  async function signIn(on: Page, token: string) {
    await on.getByLabel("Access token").fill(token);
    await on.keyboard.press("Enter");
    await on.getByText("Live", { exact: true }).waitFor();
  }

  const shown = () => page.locator(".figure-percent .changing").textContent();
  const seenElsewhere = (title: string) =>
    onlooker.page.locator(".key-result", { hasText: title }).locator(".changing").textContent();
  const expectProgress = async (title: string, percent: string) => {
    await expect.poll(shown, { timeout: 30_000 }).toBe(percent);
    await expect.poll(() => seenElsewhere(title), { timeout: 30_000 }).toBe(percent);
  };
  const focused = () => page.evaluate("document.activeElement.textContent.trim()");
  const dialog = () => page.getByRole("dialog");
  const isClosed = () => dialog().waitFor({ state: "detached" });

  describe("links", () => {
    it("an epic found by words of its title, and what lies beneath it counts at once", async () => {
      await page.getByRole("button", { name: "Link", exact: true }).click();
      await page.getByRole("combobox").fill("checkout");
      const option = page.getByRole("option");
      await expect.poll(() => option.count()).toBe(1);
      expect(await option.textContent()).toContain(hostileTitles[0]);
      await option.click();
      await dialog().getByRole("button", { name: "Link", exact: true }).click();
      await isClosed();
      await expectProgress("checkout", "50\u00a0%");
      await page.locator(".contribution", { hasText: "Pay by card" }).waitFor();
      const link = page.locator(".link");
      expect(await link.textContent()).toContain(`SHOP-12 (opens in a new tab) Checkout: ${hostileTitles[0]}`);
      expect(await link.textContent()).toContain("ann");
      await expect.poll(() => page.getByRole("log").textContent(), { timeout: 10_000 }).toContain("SHOP-12 is linked");
      expect(await page.evaluate("window.pwned")).toBeUndefined();
    });

    it("an issue by its address, with a weight", async () => {
      await page.getByRole("button", { name: "Link", exact: true }).click();
      await page.getByRole("combobox").fill(`${site.baseUrl}/browse/SHOP-15?focusedCommentId=7`);
      await page.getByRole("option", { name: /SHOP-15/ }).click();
      await page.getByLabel("Weight").fill("2");
      await page.keyboard.press("Enter");
      await isClosed();
      await expectProgress("checkout", "75\u00a0%");
      expect(await page.locator(".link", { hasText: "SHOP-15" }).textContent()).toContain("weight 2");
    });

    it("by keyboard only, a key that nobody has heard of yet, which counts once it is", async () => {
      await page.getByRole("button", { name: "Link", exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type("NEW-1");
      await page.getByText("okr-sync has not heard of it yet").waitFor();
      expect(await page.getByRole("option").textContent()).toContain("not heard of yet");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect.poll(focused).toBe("Link");
      await page.keyboard.press("Enter");
      await isClosed();
      await expect.poll(focused).toBe("Link");
      await page.locator(".link", { hasText: "NEW-1" }).getByText("not heard of yet").waitFor();
      await hear({ key: "NEW-1", status: "Done", title: "Here at last" });
      await expectProgress("checkout", "80\u00a0%");
    });

    it("takes a link back once asked twice, and the number follows", async () => {
      await page.getByRole("button", { name: /^Unlink SHOP-12/ }).focus();
      await page.keyboard.press("Enter");
      await expect.poll(focused).toBe("Unlink");
      await page.keyboard.press("Escape");
      await expect.poll(focused).toBe("Unlink SHOP-12");
      expect(await page.locator(".link").count()).toBe(3);
      await page.keyboard.press("Enter");
      await page.getByText("stop counting by this link").waitFor();
      await page.keyboard.press("Enter");
      await expect.poll(() => page.locator(".link").count()).toBe(2);
      await expect.poll(focused).toBe("Link");
      await expectProgress("checkout", "100\u00a0%");
    });
  });

  describe("checks in", () => {
    it("a value by keyboard only, and the number moves for everybody", async () => {
      await page.getByRole("link", { name: "Overview" }).click();
      await page.getByRole("link", { name: "Fewer leave" }).click();
      await page.getByRole("button", { name: "Check in" }).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type("5");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.getByLabel("Note").focus();
      await page.keyboard.type("Half-way.");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await expect.poll(focused).toBe("Check in");
      await page.keyboard.press("Enter");
      await isClosed();
      await expect.poll(focused).toBe("Check in");
      await expectProgress("Fewer leave", "50\u00a0%");
      const newest = page.locator(".check-in").first();
      for (const text of ["5\u00a0%", "Team says: at risk", "Half-way.", "ann"])
        await newest.getByText(text, { exact: true }).waitFor();
      await expect.poll(() => page.getByRole("log").textContent(), { timeout: 10_000 }).toContain("Checked in");
      await page.locator(".subject-badges").getByText("Team says: at risk").waitFor();
    });

    it("finds the form empty the next time", async () => {
      await page.getByRole("button", { name: "Check in" }).click();
      expect(await page.getByLabel("Value in %").inputValue()).toBe("");
      expect(await page.getByLabel("Note").inputValue()).toBe("");
      await page.keyboard.press("Escape");
      await isClosed();
    });

    it("says nothing of a value where issues make the number", async () => {
      await page.goto(`${service.url}/key-results/checkout`);
      await page.getByRole("button", { name: "Check in" }).click();
      expect(await page.getByLabel(/^Value/).count()).toBe(0);
      await page.getByLabel("Confidence").selectOption("30");
      await dialog().getByRole("button", { name: "Check in" }).click();
      await isClosed();
      await page.locator(".figure-list").getByText("30\u00a0%").waitFor();
    });
  });

  it("has asked nobody but the service, and broken no policy", () => {
    expect([...open.strayRequests, ...onlooker.strayRequests]).toEqual([]);
    // What was asked for before signing in was refused.
    expect([...open.complaints, ...onlooker.complaints].filter((each) => !each.includes("401"))).toEqual([]);
  });
});
