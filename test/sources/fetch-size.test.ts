import { expect, it } from "vitest";
import { openBench, everything } from "../simulator/bench.ts";
import { siteNames } from "../simulator/item.ts";

it.each(siteNames)("%s: reads 20,000 issues page by page, without keeping them", { timeout: 120_000 }, async (site) => {
  const bench = await openBench(site, { size: 20_000 });
  try {
    await bench.tracker.fetchPage({ ...everything, cursor: null });
    const before = process.memoryUsage().rss;
    let [count, pages, peak] = [0, 0, 0];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof bench.tracker.fetchPage>> = await bench.tracker.fetchPage({
        ...everything,
        cursor,
      });
      count += page.states.length;
      pages += 1;
      peak = Math.max(peak, process.memoryUsage().rss);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(count).toBe(20_000);
    expect(pages).toBeGreaterThan(190);
    expect((peak - before) / 1_000_000).toBeLessThan(350);
  } finally {
    await bench.close();
  }
});
