/** axe-core, run on a page. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Runs axe-core inside the page, past its policy, which would not let a script in. */
export async function findViolations(page: Page): Promise<unknown> {
  await page.evaluate(await readFile(axePath, "utf8"));
  const script = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + " " + failureSummary) })))`;
  return page.evaluate(script);
}
