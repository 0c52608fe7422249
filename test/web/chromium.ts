/** One headless Chromium a test file, and pages in it that may ask nobody but the service. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumPath, quietly } from "./chromium-program.ts";
import { afterAll, beforeAll, describe } from "vitest";

export interface OpenPage {
  page: Page;
  /** Requests to other hosts, of which there should be none. */
  strayRequests: string[];
  /** What the page logged as an error, such as a breach of its security policy. */
  complaints: string[];
  close: () => Promise<void>;
}

export interface InBrowser {
  /** `prepare` is done with the page before it goes there. */
  open(url: string, options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>): Promise<OpenPage>;
}

/**
 * Registers a suite that has a browser. Without Chromium it is skipped with a notice; in CI, where `.ci/run` installs it, that
 * is a failure.
 */
export function describeInBrowser(name: string, suite: (browser: InBrowser) => void): void {
  if (chromiumPath === null) {
    if (process.env["CI"] !== undefined) throw new Error("CI runs the browser tests, and there is no Chromium");
    process.stdout.write(`Not run for want of Chromium (apt-get install chromium): ${name}\n`);
    describe.skip(name, () => suite({ open: () => Promise.reject(new Error("no Chromium")) }));
    return;
  }
  const executablePath = chromiumPath;
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: quietly });
    });
    afterAll(() => browser.close());
    suite({ open: (url, options, prepare) => openPage(browser, url, options, prepare) });
  });
}

async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 }, ...options });
  const page = await context.newPage();
  const { host } = new URL(url);
  const strayRequests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).host !== host) strayRequests.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await prepare(page);
  await page.goto(url);
  return { page, strayRequests, complaints, close: () => context.close() };
}
