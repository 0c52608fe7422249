/** Who is offered what, and what becomes of a write that fails. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listCheckIns } from "../../src/store/check-ins.ts";
import { access, testConfig } from "../http/test-service.ts";
import { findViolations } from "./axe.ts";
import { describeInBrowser, type OpenPage } from "./chromium.ts";
import { acts } from "./picture-acts.ts";
import { hostileTitles, showcaseFiles } from "./showcase-config.ts";
import { openingMs, openShowcase, type Showcase } from "./showcase.ts";

describeInBrowser("the page's forms", (browser) => {
  let showcase: Showcase;
  let guarded: Showcase;
  beforeAll(async () => {
    showcase = await openShowcase();
    guarded = await openShowcase({ files: { "access.yaml": access } });
  }, openingMs);
  afterAll(async () => {
    await guarded.close();
    await showcase.close();
  });

  async function onPage(path: string, work: (page: Page, open: OpenPage) => Promise<void>, options = {}) {
    const open = await browser.open(showcase.url + path, options);
    try {
      await open.page.getByText("Live", { exact: true }).waitFor();
      await work(open.page, open);
      expect(open.strayRequests).toEqual([]);
    } finally {
      await open.close();
    }
  }

  async function asRole(role: string, path: string, work: (page: Page) => Promise<void>) {
    const { page, close } = await browser.open(guarded.url + path);
    try {
      const told = page.waitForResponse((response) => response.url().endsWith("/api/v1/me") && response.ok());
      await signIn(page, role);
      await told;
      await work(page);
    } finally {
      await close();
    }
  }

  async function signIn(page: Page, role: string) {
    await page.getByLabel("Access token").fill(`${role}-token-0123456789`);
    await page.keyboard.press("Enter");
    await page.getByText("Live", { exact: true }).waitFor();
  }

  const dialog = (page: Page) => page.getByRole("dialog");
  const submit = (page: Page) => dialog(page).locator("[type=submit]");
  const controls = (page: Page) => page.getByRole("button", { name: /^(Check in|Link|Unlink.*)$/ }).allTextContents();
  const all = ["Check in", "Link", "Unlink SHOP-12", "Unlink https://acme.atlassian.net/browse/BETA-4"];
  const checkInsOf = async (keyResultId: string, of = showcase) =>
    (await listCheckIns(of.database.db, keyResultId, { before: null, limit: 100 })).map(({ note }) => note);

  describe("are offered", () => {
    it("not at all to a viewer", () =>
      asRole("viewer", "/key-results/platform", async (page) => {
        await page.locator(".link").first().waitFor();
        expect(await controls(page)).toEqual([]);
      }));

    it.each(["editor", "admin"])("to an %s", (role) =>
      asRole(role, "/key-results/platform", async (page) => {
        await expect.poll(() => controls(page), { timeout: 15_000 }).toEqual(all);
      }),
    );

    it("to whoever sits at a machine without access tokens", () =>
      onPage("/key-results/platform", async (page) => {
        await expect.poll(() => controls(page), { timeout: 15_000 }).toEqual(all);
      }));

    it("to nobody who signs out, nor is what they typed to the next", () =>
      asRole("editor", "/key-results/platform", async (page) => {
        await page.getByRole("button", { name: "Check in" }).click();
        await page.getByLabel("Note").fill("For my eyes");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Sign out" }).click();
        await signIn(page, "admin");
        await page.getByRole("button", { name: "Check in" }).click();
        expect(await page.getByLabel("Note").inputValue()).toBe("");
      }));
  });

  describe("keep what was typed when", () => {
    it("the service cannot be reached, and send it once it can", () =>
      onPage("/key-results/platform", async (page) => {
        await acts.checkInFailed(page);
        expect(await page.getByLabel("Note").inputValue()).toBe("Written in a tunnel.");
        expect(await checkInsOf("platform")).toEqual([]);
        await page.context().setOffline(false);
        await submit(page).click();
        await dialog(page).waitFor({ state: "detached" });
        expect(await checkInsOf("platform")).toEqual(["Written in a tunnel."]);
        await page.getByText("Written in a tunnel.").waitFor();
      }));

    it("the token is no longer taken: it is there again after signing in", () =>
      asRole("editor", "/key-results/long", async (page) => {
        await page.getByRole("button", { name: "Check in" }).click();
        await page.getByLabel("Note").fill("Typed before the token was changed.");
        const before = guarded.current;
        const changed = access.replace("editor-token", "another-token");
        guarded.current = testConfig({ ...showcaseFiles(guarded.now), "access.yaml": changed });
        await submit(page).click();
        await page.getByText("does not know this token").waitFor();
        await signIn(page, "another");
        expect(await page.getByLabel("Note").inputValue()).toBe("Typed before the token was changed.");
        await submit(page).click();
        await dialog(page).waitFor({ state: "detached" });
        expect(await checkInsOf("long", guarded)).toEqual(["Typed before the token was changed."]);
        guarded.current = before;
      }));

    it("the token may only look by now", () =>
      asRole("editor", "/key-results/platform", async (page) => {
        await acts.linkChosen(page);
        const before = guarded.current;
        const changed = access.replace("role: editor", "role: viewer");
        guarded.current = testConfig({ ...showcaseFiles(guarded.now), "access.yaml": changed });
        await submit(page).click();
        await page.getByText("this needs an editor’s").waitFor();
        expect(await page.locator(".chosen").textContent()).toContain("SHOP-21");
        guarded.current = before;
        await submit(page).click();
        await dialog(page).waitFor({ state: "detached" });
      }));

    it("somebody else was quicker", () =>
      onPage("/key-results/platform", async (page) => {
        await page.getByRole("button", { name: "Link", exact: true }).click();
        await page.getByRole("combobox").fill("SHOP-23");
        await page.getByRole("option", { name: /SHOP-23/ }).click();
        const payload = { issue: "SHOP-23", keyResult: "platform" };
        const other = await showcase.app.inject({ method: "POST", url: "/api/v1/links", payload });
        expect(other.statusCode).toBe(201);
        await submit(page).click();
        await page.getByText("linked to the key result already").waitFor();
        await page.keyboard.press("Escape");
        await showcase.app.inject({ method: "DELETE", url: `/api/v1/links/${other.json().id}` });
      }));

    it("they are closed by mistake, and throw it away only when told to", () =>
      onPage("/key-results/churn", async (page) => {
        await acts.checkInFilled(page);
        await page.keyboard.press("Escape");
        await dialog(page).waitFor({ state: "detached" });
        await page.getByRole("button", { name: "Check in" }).click();
        expect(await page.getByLabel("Value in %").inputValue()).toBe("5,1");
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("button", { name: "Check in" }).click();
        expect(await page.getByLabel("Value in %").inputValue()).toBe("");
      }));
  });

  it("write once, however often one clicks", () =>
    onPage("/key-results/churn", async (page) => {
      const held = Promise.withResolvers<void>();
      await page.route("**/check-ins", async (route) => {
        await held.promise;
        await route.continue();
      });
      const before = (await checkInsOf("churn")).length;
      await page.getByRole("button", { name: "Check in" }).click();
      await page.getByLabel("Note").fill("Once.");
      await submit(page).dblclick();
      await page.getByText("Sending …").waitFor();
      await submit(page).click({ force: true });
      await page.keyboard.press("Escape");
      expect(await dialog(page).count()).toBe(1);
      held.resolve();
      await dialog(page).waitFor({ state: "detached" });
      expect((await checkInsOf("churn")).length).toBe(before + 1);
    }));

  it("say beside the field what is wrong with it, and put the focus there", () =>
    onPage("/key-results/churn", async (page) => {
      await acts.checkInRefused(page);
      const field = page.getByLabel("Value in %");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await page.evaluate("document.activeElement.getAttribute('inputmode')")).toBe("decimal");
      await field.fill("1".repeat(300));
      await page.getByLabel("Note").fill("x".repeat(10_001));
      await submit(page).click();
      const note = page.getByLabel("Note");
      await expect.poll(() => note.getAttribute("aria-invalid")).toBe("true");
      expect(await page.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
    }));

  it("show titles from outside as text", () =>
    onPage("/key-results/long", async (page, { complaints }) => {
      await acts.linkHostile(page);
      const options = await page.getByRole("option").allTextContents();
      for (const title of hostileTitles.slice(0, 4)) expect(options.join("\n")).toContain(title);
      await page.getByRole("option", { name: /EVIL-1/ }).click();
      await submit(page).click();
      await dialog(page).waitFor({ state: "detached" });
      await page.locator(".link", { hasText: hostileTitles[0] }).waitFor();
      expect(await page.evaluate("window.pwned")).toBeUndefined();
      expect(await page.locator("#page img, #page script").count()).toBe(0);
      expect(complaints).toEqual([]);
    }));

  it("do not offer what is linked already", () =>
    onPage("/key-results/long", async (page) => {
      await page.getByRole("button", { name: "Link", exact: true }).click();
      await page.getByRole("combobox").fill("EVIL-1");
      const option = page.getByRole("option", { name: /EVIL-1/ });
      await option.getByText("linked already").waitFor();
      expect(await option.getAttribute("aria-disabled")).toBe("true");
      await page.keyboard.press("Enter");
      expect(await page.getByRole("combobox").count()).toBe(1);
      await page.keyboard.press("Escape");
      expect(await page.getByRole("combobox").inputValue()).toBe("");
    }));

  const looked = [
    ["checkInFilled", "/key-results/churn"],
    ["checkInRefused", "/key-results/churn"],
    ["checkInFailed", "/key-results/platform"],
    ["linkFound", "/key-results/platform"],
    ["linkUnknownChosen", "/key-results/platform"],
    ["unlink", "/key-results/platform"],
  ] as const;
  it.each(looked.flatMap(([act, path]) => (["light", "dark"] as const).map((theme) => [act, theme, path] as const)))(
    "have nothing that axe finds: %s, %s",
    (act, colorScheme, path) =>
      onPage(
        path,
        async (page) => {
          await page.locator(".check-in, .link").first().waitFor();
          await acts[act](page);
          await page.context().setOffline(false);
          expect(await findViolations(page)).toEqual([]);
        },
        { colorScheme },
      ),
  );
});
