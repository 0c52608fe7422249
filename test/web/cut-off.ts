/** Whether a screen that nobody scrolls shows all of itself. */
import type { Page } from "playwright-core";

/** What does not fit the screen or its own box; texts that end in an ellipsis where they are cut do fit. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll(".wall, .wall *")];
    return boxes.filter((box) => {
      if (box.closest("svg, .sr-only, .bar, h1, h2, .wall-line, .wall-facts")) return false;
      const isTooHigh = box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).display !== "inline";
      const isTooWide = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== "inline";
      const { right, bottom } = box.getBoundingClientRect();
      return isTooHigh || isTooWide || right > innerWidth + 1 || bottom > innerHeight + 1;
    }).map((box) => box.tagName + "." + box.className + " " + [box.scrollHeight, box.clientHeight, box.scrollWidth, box.clientWidth]);
  })()`);
}
