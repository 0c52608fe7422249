/** The overview of a whole company in Chromium: how soon it stands and answers, and how smoothly it scrolls. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { pino } from "pino";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrate.ts";
import { startService } from "../e2e/service.ts";
import { chromiumPath, quietly } from "../web/chromium-program.ts";
import { readWorldConfig, seedWorld, wholeCompany, worldFiles, writeWorldFiles } from "./dashboard-world.ts";
import { spread } from "./open-loop.ts";

const loads = 10;
const log = pino({ level: "silent" });

export async function bench(): Promise<unknown> {
  if (chromiumPath === null) throw new Error("this bench needs Chromium (apt-get install chromium)");
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-bench-"));
  const dataDir = join(folder, "data");
  try {
    const now = new Date();
    await writeWorldFiles(folder, worldFiles(wholeCompany, now.toISOString().slice(0, 10)));
    const database = await openEmbedded({ dataDir, log });
    await migrate(database, log);
    await seedWorld(database, await readWorldConfig(folder), wholeCompany, now);
    await database.close();
    const service = await startService({ configDir: folder, dataDir, env: {} });
    const browser = await chromium.launch({ executablePath: chromiumPath, args: quietly });
    try {
      const result = await measure(browser, service.url);
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      return result;
    } finally {
      await browser.close();
      await service.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first load is the service's first answer, too. */
async function measure(browser: Browser, url: string) {
  const first = await loadOnce(browser, url);
  const later: Load[] = [];
  for (let i = 0; i < loads; i++) later.push(await loadOnce(browser, url));
  const all = (of: (load: Load) => number) => spread(later.map(of));
  return {
    objectives: wholeCompany.objectives,
    keyResults: wholeCompany.keyResults,
    first,
    shownMs: all((load) => load.shownMs),
    interactiveMs: all((load) => load.interactiveMs),
    wholeMs: all((load) => load.wholeMs),
    filteredMs: all((load) => load.filteredMs),
    frameMs: all((load) => load.frameMs),
    worstFrameMs: all((load) => load.worstFrameMs),
  };
}

interface Load {
  /** The first objective can be seen. Since navigation began, milliseconds. */
  shownMs: number;
  /** From then on the page answers at once: the end of the last task of over 50 ms until then, at least `shownMs`. */
  interactiveMs: number;
  /** All objectives are drawn. */
  wholeMs: number;
  /** From a letter in the search field to the list that it leaves. */
  filteredMs: number;
  /** While scrolling from top to bottom: the median frame, and the worst. */
  frameMs: number;
  worstFrameMs: number;
}

/** With nothing in the browser's cache; without the page's security policy, which would not let the bench look on. */
async function loadOnce(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 }, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: watch });
    await page.goto(url, { waitUntil: "commit" });
    const watched = await page.waitForFunction(isWatched);
    const { shownMs, wholeMs, tasks } = (await watched.jsonValue()) as Watched;
    const interactiveMs = Math.max(shownMs, ...tasks.filter(({ start }) => start <= shownMs).map(({ end }) => end));
    const frames = await page.evaluate<Pick<Load, "frameMs" | "worstFrameMs">>(scrollThrough);
    return {
      shownMs: Math.round(shownMs),
      interactiveMs: Math.round(interactiveMs),
      wholeMs: Math.round(wholeMs),
      filteredMs: await filterOnce(page),
      ...frames,
    };
  } finally {
    await context.close();
  }
}

interface Watched {
  shownMs: number;
  wholeMs: number;
  /** Of over 50 ms each. */
  tasks: { start: number; end: number }[];
}

/** Runs in the page, before its own code. */
const watch = `
  const watched = (window.watched = { shownMs: 0, wholeMs: 0, tasks: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watched.tasks.push({ start: startTime, end: startTime + duration });
    }
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const drawn = document.querySelectorAll("article.objective").length;
    if (drawn > 0 && watched.shownMs === 0) watched.shownMs = performance.now();
    if (drawn >= ${wholeCompany.objectives}) watched.wholeMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** Null until all has been drawn for half a second. */
const isWatched = `
  window.watched.wholeMs > 0 && performance.now() > window.watched.wholeMs + 500 ? window.watched : null
`;

/** Four seconds of steady scrolling, as with a wheel. */
const scrollThrough = `(async () => {
  const frames = [];
  const began = performance.now();
  for (let before = began; before - began < 4000; ) {
    await new Promise(requestAnimationFrame);
    const at = performance.now();
    frames.push(at - before);
    before = at;
    window.scrollTo(0, ((at - began) / 4000) * document.documentElement.scrollHeight);
  }
  window.scrollTo(0, 0);
  const ordered = frames.toSorted((a, b) => a - b);
  return { frameMs: ordered[Math.floor(ordered.length / 2)], worstFrameMs: ordered.at(-1) };
})()`;

async function filterOnce(page: Page): Promise<number> {
  const before = await page.locator("article.objective").count();
  await page.locator("input[type=search]").focus();
  const began = performance.now();
  await page.keyboard.type("7");
  await page.waitForFunction(`document.querySelectorAll("article.objective").length < ${before}`);
  return Math.round(performance.now() - began);
}
