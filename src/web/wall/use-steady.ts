/** What keeps a wall screen true for weeks: it asks anew by itself, and goes over to a newer page. */
import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { isOtherBuild } from "./newer-page.ts";

/** The pace and the period move on with time, whether or not anything happens. */
const renewMs = 60_000;
const lookForPageMs = 300_000;
const patienceMs = 20_000;

export function useSteady(key: string): void {
  const { api, resources } = useApp();
  useEffect(() => {
    const timer = setInterval(() => void resources.renew(key), renewMs);
    return () => clearInterval(timer);
  }, [resources, key]);
  useEffect(() => {
    const own = ownAddresses(document);
    const look = async () => {
      const response = await api.open("/wall", { accept: "text/html" }, AbortSignal.timeout(patienceMs));
      if (response.ok && isOtherBuild(await response.text(), own)) location.reload();
    };
    // A service that cannot be reached has no newer page to show.
    const timer = setInterval(() => void look().catch(() => {}), lookForPageMs);
    return () => clearInterval(timer);
  }, [api]);
}

/** The files that this page was made of. */
function ownAddresses(page: Document): string[] {
  return [
    ...Array.from(page.querySelectorAll("head script[src]"), (script) => script.getAttribute("src")),
    ...Array.from(page.querySelectorAll("head link[rel=stylesheet]"), (link) => link.getAttribute("href")),
  ].filter((address) => address !== null);
}
