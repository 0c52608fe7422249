/** What is done on a view before it is looked at: forms opened, filled in, and refused. */
import type { Page } from "playwright-core";

export type Act = (page: Page) => Promise<unknown>;

const openCheckIn: Act = (page) => page.getByRole("button", { name: "Check in" }).click();
const openLink: Act = (page) => page.getByRole("button", { name: "Link", exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog");

async function search(page: Page, text: string) {
  await openLink(page);
  await page.getByRole("combobox").fill(text);
  await page.getByText(/found$|not heard of it yet|^Nothing found/).waitFor();
}

export const acts = {
  checkIn: openCheckIn,
  checkInFilled: async (page) => {
    await openCheckIn(page);
    await page.getByLabel("Value in %").fill("5,1");
    await page.getByText("At risk", { exact: true }).last().click();
    await page.getByLabel("Confidence").selectOption("70");
    await page.getByLabel("Note").fill("Fewer leave after the first month.\nThe second is next.");
  },
  checkInRefused: async (page) => {
    await openCheckIn(page);
    await page.getByLabel("Value in %").fill("about five");
    await dialog(page).getByRole("button", { name: "Check in" }).click();
    await page.getByText("This is not a number").waitFor();
  },
  checkInFailed: async (page) => {
    await openCheckIn(page);
    await page.getByLabel("Note").fill("Written in a tunnel.");
    await page.context().setOffline(true);
    await dialog(page).getByRole("button", { name: "Check in" }).click();
    await page.getByText("The service cannot be reached").first().waitFor();
  },
  link: openLink,
  linkFound: (page) => search(page, "shop-2"),
  linkHostile: (page) => search(page, "EVIL"),
  linkUnknown: (page) => search(page, "https://acme.atlassian.net/browse/NEW-1"),
  linkNothing: (page) => search(page, "words that no title has"),
  linkChosen: async (page) => {
    await search(page, "SHOP-21");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Change" }).waitFor();
  },
  linkUnknownChosen: async (page) => {
    await search(page, "NEW-1");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Change" }).waitFor();
  },
  unlink: (page) => page.getByRole("button", { name: "Unlink" }).first().click(),
} satisfies Record<string, Act>;
