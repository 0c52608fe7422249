/** Configurations to plan with, over the one of the shop (`test/http/shop-bench.ts`), and a way to drop them on a page. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { hostileTitles } from "../http/hostile-titles.ts";
import { testConfig } from "../http/test-service.ts";

export const presentFiles = testConfig().config.files;

/** Fewer issues under one key result, more weight under another, and a rule for nothing. */
export const goodMapping = `
conventions: { label: "kr:" }
rules:
  - { id: epic, keyResult: platform, when: { source: jira, within: SHOP-12, label: { none: [spike] } } }
  - { id: feedback, keyResult: improvements, weight: 2, when: { label: beta-feedback } }
  - { id: nothing, keyResult: gate, when: { key: NOPE-1 } }
`;

export const brokenMapping = "rules:\n  - { id: a, keyResult: plattform, when: { labell: x } }\n";

/** A problem for each name that an outsider may have made up. */
export const hostileMapping = `rules:\n${hostileTitles.map((title, i) => `  - { id: r${i}, keyResult: ${JSON.stringify(title)}, when: { label: x } }\n`).join("")}`;

/** Key results renamed, so that some are new, some are gone, and so are their links. */
export const renamedOkrs = presentFiles["okrs.yaml"]!.replace("id: gate, title: Gate", "id: portal, title: Gate");

/** Files written into a folder; their paths. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  return Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    }),
  );
}

/** Drops real files and folders on the middle of the page, as a hand would once the zone is there. */
export async function drop(page: Page, paths: readonly string[]) {
  await page.locator(".drop-zone").waitFor();
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  await session.detach();
}
