/** Whether a view keeps to its box. */
import type { Page } from "playwright-core";

/** What is wider than the view it is in, or clipped by its own box. */
export function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const view = document.querySelector(".view");
    const edge = view.getBoundingClientRect().right - parseFloat(getComputedStyle(view).paddingRight) + 1;
    const page = document.documentElement.clientWidth + 1;
    return [...document.querySelectorAll("#page *")].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      if (width <= 1 || element.closest(".sr-only, .figures-scroll, svg, select, .u-over")) return false;
      const clips = getComputedStyle(element).overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
      const isInView = element !== view && view.contains(element);
      return right > (isInView ? edge : page) || (clips && !element.matches(".bar-track"));
    }).map((element) => element.tagName + "." + element.className);
  })()`);
}
