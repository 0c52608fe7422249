/** Where the page is, as signals; and the ways to go elsewhere without loading it anew. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Route, routeOf } from "./route.ts";

export interface Address {
  url: ReadonlySignal<URL>;
  route: ReadonlySignal<Route>;
  /** Goes to an address of ours. `replace` leaves no step for the back button. */
  go(href: string, how?: "push" | "replace"): void;
  /** How often the view has changed since the page was loaded. */
  moves: ReadonlySignal<number>;
}

interface Step {
  /** How far the page was scrolled when it was left. */
  y?: number;
}

export function createAddress(page: Window): Address {
  const { history, location } = page;
  const url = signal(new URL(location.href));
  const path = computed(() => url.value.pathname);
  const route = computed(() => routeOf(path.value));
  const moves = signal(0);

  function move(href: string) {
    const before = path.peek();
    url.value = new URL(href, location.href);
    if (path.peek() !== before) moves.value += 1;
  }

  function go(href: string, how: "push" | "replace" = "push") {
    const to = new URL(href, location.href);
    if (how === "replace") history.replaceState(history.state, "", to);
    else {
      history.scrollRestoration = "manual";
      history.replaceState({ y: page.scrollY } satisfies Step, "");
      history.pushState({}, "", to);
    }
    const isElsewhere = to.pathname !== path.peek();
    move(to.href);
    if (isElsewhere && to.hash === "") page.scrollTo(0, 0);
  }

  page.addEventListener("popstate", ({ state }) => {
    move(location.href);
    const { y = 0 } = (state ?? {}) as Step;
    // Only once the view stands there is as much of it as there was.
    page.requestAnimationFrame(() => page.requestAnimationFrame(() => page.scrollTo(0, y)));
  });
  page.document.addEventListener("click", (event) => {
    const href = ownLink(event, location);
    if (href === null) return;
    event.preventDefault();
    go(href);
  });
  return { url, route, go, moves };
}

/** The address of a plain click on a link to one of our views, else null. */
function ownLink(event: MouseEvent, { origin, pathname, search }: Location): string | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlain || event.defaultPrevented || !(event.target instanceof Element)) return null;
  const link = event.target.closest("a");
  if (link === null || link.target !== "" || link.hasAttribute("download") || link.origin !== origin) return null;
  const isOnThisPage = link.hash !== "" && link.pathname === pathname && link.search === search;
  return isOnThisPage || routeOf(link.pathname).view === "unknown" ? null : link.href;
}
